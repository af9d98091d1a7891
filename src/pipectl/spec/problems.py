"""How a problem in pipeline.yaml is told: codes, paths such as `stages[2].probability`, quotes, did-you-mean."""

import re
from collections.abc import Iterable, Sequence

from ..domain.errors import SpecProblem
from ..domain.finding import Finding, Level, Place

UNREADABLE = "SPEC001"
REFUSED = "SPEC002"
UNKNOWN = "SPEC003"
VALUE = "SPEC004"
TYPE = "SPEC005"
MISSING = "SPEC006"
REPEATED = "SPEC007"
CONTRADICTION = "SPEC008"
#: Told by `read.quotas`.
PLAN_FILE = "SPEC009"

#: What each code stands for.
CODES = {
    UNREADABLE: "the file is not YAML that can be read",
    REFUSED: "a part of YAML that pipeline.yaml does without: aliases, merges, tags, deep nesting",
    UNKNOWN: "a key that is not a setting",
    VALUE: "a value outside what the setting allows",
    TYPE: "a value of the wrong type",
    MISSING: "a setting that must be there",
    REPEATED: "a key that stands twice",
    CONTRADICTION: "settings that don't fit together",
    PLAN_FILE: "a list of quotas or of spend that can't be used",
}

#: Line and column in the file, both from 1.
Mark = tuple[int, int]
#: Keys and list positions from the top of the file to a value.
Path = tuple[str | int, ...]

#: Findings shown of one file; a file with more is told how many it has.
SHOWN = 200
_LONGEST_QUOTE = 60


def found(code: str, file: str, mark: Mark, problem: str, remedy: str) -> Finding:
    """An error at a line and column of the file."""
    return Finding(code, Level.ERROR, Place(file, *mark), problem, remedy)


def refuse(file: str, findings: Sequence[Finding]) -> SpecProblem:
    """The error that carries all findings, in file order, each once."""
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.place.line or 0, finding.place.column or 0))
    count = "1 problem" if len(ordered) == 1 else f"{len(ordered):,} problems"
    rest = f", the first {SHOWN} are listed" if len(ordered) > SHOWN else ""
    return SpecProblem(f"{file} can't be used: {count}{rest}", findings=tuple(ordered[:SHOWN]))


def quoted(text: str) -> str:
    """Foreign text on one line, in quotes, cut where it is long."""
    return repr(text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…")


def spelled(path: Path) -> str:
    """A path as people write it: `stages[2].max_days`; a key that is no plain word stands in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"\w{1,40}", step):
            text += f".{step}"
        else:
            text += f".{quoted(step)}"
    return text.removeprefix(".")


def closest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant, or None; case, spaces and dashes don't count."""
    from difflib import get_close_matches

    plain = {re.sub(r"[\s_-]+", "_", choice.strip().casefold()): choice for choice in choices}
    wanted = re.sub(r"[\s_-]+", "_", word[:_LONGEST_QUOTE].strip().casefold())
    near = get_close_matches(wanted, plain, n=1, cutoff=0.6)
    return plain[near[0]] if near else None


def listed(choices: Sequence[str], last: str = "or") -> str:
    """`a, b or c`."""
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} {last} {choices[-1]}"


def meant(word: str, choices: Sequence[str], otherwise: str) -> str:
    """The remedy for a word that is none of the choices."""
    near = closest(word, choices)
    return f"did you mean {near}?" if near else otherwise
