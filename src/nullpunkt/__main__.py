"""The command `nullpunkt`: `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import sys
from contextlib import suppress


def main() -> None:
    """Runs the command line."""
    _no_core_dumps()
    if sys.argv[1:] == ["--version"]:
        from nullpunkt import __version__

        sys.stdout.write(f"nullpunkt {__version__}\n")
        return
    from nullpunkt.cli import run

    sys.exit(run(sys.argv[1:]))


def _no_core_dumps() -> None:
    """A library that crashes must not leave the answers in a file of its memory."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
