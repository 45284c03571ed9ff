"""The command `nullpunkt`: `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line."""
    if sys.argv[1:] == ["--version"]:
        from nullpunkt import __version__

        sys.stdout.write(f"nullpunkt {__version__}\n")
        return
    from nullpunkt.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
