"""`python -m pipectl`, and the `pipectl` command."""

import sys


def main() -> int:
    """Run the command line and return its exit code; a bare `--version` is answered without loading anything."""
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        sys.stdout.write(f"pipectl {__version__}\n")
        return 0
    from .cli.start import lighten

    lighten()
    from .cli.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
