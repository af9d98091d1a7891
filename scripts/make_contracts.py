"""Compile the contracts ahead: `python scripts/make_contracts.py [--check]`. Run it after changing an annotation of
`domain/opportunity.py`, `domain/spec.py` or `domain/constraints.py`, and after raising Pydantic in constraints.txt."""

import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "pipectl" / "domain" / "compiled.py"


def main() -> int:
    from pipectl.domain.compiling import source

    made = source()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(made, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") == made:
        return 0
    print(f"{TARGET.name} is not what the annotations say; run python scripts/make_contracts.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
