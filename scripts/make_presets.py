"""Compile the presets: `python scripts/make_presets.py [--check]`. Run it after changing a file of `read/presets`."""

import sys


def main() -> int:
    from pipectl.read.presets.compiling import TARGET, load, source

    made = source(load())
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(made, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made:
        return 0
    print(f"{TARGET.name} is not what the YAML files say; run python scripts/make_presets.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
