"""`python -m pipectl`, and the `pipectl` command."""

import sys


def main() -> int:
    """Run the command line and return its exit code; a bare `--version` is answered without loading anything."""
    from .cli.start import leave, lighten, mend_streams

    mend_streams()
    if sys.argv[1:] == ["--version"]:
        return _version()
    lighten()
    from .cli.app import run

    code = run(sys.argv[1:])
    leave()
    return code


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
