"""Print a command of the README by its name: the block after `<!-- command: NAME -->`."""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def command(name: str) -> str:
    found = re.search(
        rf"<!-- command: {re.escape(name)} -->\s*```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL
    )
    if found is None:
        raise SystemExit(f"README.md has no command named {name}")
    return found[1].strip()


if __name__ == "__main__":
    print(command(sys.argv[1]))
