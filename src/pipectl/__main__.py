"""`python -m pipectl`, and the `pipectl` command."""

import os
import sys

try:
    import signal
    from types import FrameType
except KeyboardInterrupt:
    os._exit(130)


def main() -> int:
    """Run the command line and return its exit code; a bare `--version` is answered without loading anything."""
    try:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # Until a command can be interrupted in order (`guard.guarded`) there is nothing to tidy up.
            signal.signal(signal.SIGINT, _leave_at_once)
    except KeyboardInterrupt:
        os._exit(130)
    from .cli.start import leave, lighten, mend_streams

    mend_streams()
    if sys.argv[1:] == ["--version"]:
        return _version()
    lighten()
    from .cli.app import run

    try:
        code = run(sys.argv[1:])
        leave()
    except KeyboardInterrupt:
        return 130
    return code


def _leave_at_once(_signal: int, _frame: FrameType | None) -> None:
    os._exit(130)


def _version() -> int:
    from . import __version__
    from .cli.start import silence

    try:
        sys.stdout.write(f"pipectl {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        silence(1)
        return 0 if isinstance(error, BrokenPipeError) else 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
