"""`python -m bot` is `wenda`.

Processes that Wenda starts import this module anew; so it loads the command line only when it is run.
"""

from __future__ import annotations

import sys


def main() -> int:
    """The command line's exit code."""
    from bot.cli.main import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
