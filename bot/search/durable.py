"""Files and folders as they must be on disk before anything points to them, also after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let the names in the folder be durable."""
    if os.name == "posix":  # elsewhere a folder cannot be opened, and a rename is durable enough
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
