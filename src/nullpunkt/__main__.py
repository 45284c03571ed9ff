"""The command `nullpunkt`: `--version` is answered before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

_MADE_BEFORE_A_LOOK = 20_000


def main() -> None:
    """Runs the command line."""
    _no_core_dumps()
    if sys.argv[1:] == ["--version"]:
        from nullpunkt import __version__

        sys.stdout.write(f"nullpunkt {__version__}\n")
        return
    # starting a thread a processor for matrices that we never multiply took half of NumPy's import
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # nearly nothing that a run makes goes in circles: looking for it at every 700 objects took a tenth of the time
    gc.set_threshold(_MADE_BEFORE_A_LOOK, 20, 50)
    from nullpunkt.cli import run

    sys.exit(run(sys.argv[1:]))


def _no_core_dumps() -> None:
    """A library that crashes must not leave the answers in a file of its memory."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
