"""Fuzz one harness of tests/fuzz with atheris: `python scripts/fuzz.py reader [-runs=100000] [-max_total_time=60]`.

Options with a dash are libFuzzer's. What it finds interesting is kept in .fuzz/NAME, to go on from there; an input that
breaks a harness is written to .fuzz/NAME-crash-…. Needs the extra `fuzz`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    import atheris

    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["pipectl"]):
        from tests.fuzz.targets import TARGETS
    from tests.fuzz.test_targets import SEEDS

    name = next((each for each in sys.argv[1:] if not each.startswith("-")), "")
    if name not in TARGETS:
        print(f"name a harness: {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    corpus = ROOT / ".fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed{number}").write_bytes(seed)
    options = [each for each in sys.argv[1:] if each.startswith("-")]
    crashes = f"-artifact_prefix={ROOT / '.fuzz' / name}-"
    atheris.Setup([sys.argv[0], str(corpus), crashes, "-max_len=2000", "-report_slow_units=2", *options], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
