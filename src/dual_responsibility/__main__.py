"""``python -m dual_responsibility``, and the console script: the command line, if its extra is installed."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line, or say which extra it needs."""
    try:
        from .cli import main

        main()
    except ModuleNotFoundError as error:
        print(f"{error}: 请安装 dual-responsibility[cli] (install dual-responsibility[cli])", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    run()
