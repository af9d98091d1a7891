"""What must hold of checks and waivers: they name what there is, and bound it in its own terms."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..domain.cells import loose
from ..domain.errors import UsageProblem
from ..domain.finding import Finding, Level
from ..domain.period import EXAMPLES, parse_period
from ..domain.values import Unit
from .exact_numbers import read_number
from .problems import CONTRADICTION, VALUE, Path, meant, quoted
from .reading import Reading

#: The measure that is none of the catalog: rows without an error or a warning, over all.
DATA_QUALITY = "data_quality"
_SOME_DAY = date(2000, 1, 1)
#: From here on a bound of a share that may be over one, as of a quota, was surely meant in percent.
_NO_SHARE = 3
#: Percent.
_ALL = 100
#: Units of which nobody means a change by less than one; what such a number is of.
_NEVER_PARTS = {Unit.MONEY: "money", Unit.MONEY_PER_DAY: "money", Unit.COUNT: "a count"}
_CODE = re.compile("DATA[0-9]{3}")
_BOUNDS = ("min", "max", "equals")
_CHANGES = ("max_drop", "max_rise")
#: What makes no sense beside data_quality, which is of all rows.
_OF_MEASURES = ("period", "by", "where")


def check_rules(reading: Reading) -> Iterator[Finding]:
    """Every contradiction in checks and waivers."""
    names = _subjects(reading)
    for index in range(reading.count("checks")):
        yield from _metric(reading, index)
        yield from _finding(reading, index)
        yield from _period(reading, index)
        yield from _name(reading, index, names)
    for index in range(reading.count("waivers")):
        yield from _until(reading, index)
        yield from _waived(reading, index, names)


def is_finding(subject: str) -> bool:
    """Whether a check is about findings, and not about a measure: it names a code or a level."""
    return bool(_CODE.fullmatch(subject)) or subject in {level.value for level in Level}


def not_a_bound(subject: str, bound: Decimal, text: str) -> str:
    """Why a measure can't have such a bound, as the end of a sentence; empty where it can."""
    from ..metrics.catalog import CHECKED

    known = CHECKED.get(subject)
    unit = Unit.PERCENT if subject == DATA_QUALITY else None if known is None else known.unit
    if unit is Unit.PERCENT:
        most = _NO_SHARE if known is not None and known.of_period else 1
        too_much = bound >= most if most > 1 else bound > most
        return f"is {bound}, and {subject} is a share, 1 for the whole; write {bound / 100}" if too_much else ""
    if text.endswith("%") and unit is not None:
        return f"is a percentage, and {subject} is none; write it in its own unit"
    return ""


def _metric(reading: Reading, index: int) -> Iterator[Finding]:
    """A check names a measure there is, bounds a share by a share, and asks of it what it can say."""
    from ..metrics.catalog import CHECKED

    path: Path = ("checks", index, "metric")
    name = reading.text(*path)
    if name is None:
        return
    if name not in CHECKED and name != DATA_QUALITY:
        remedy = meant(name, (*CHECKED, DATA_QUALITY), "pipectl explain lists them")
        yield reading.found(VALUE, path, f"is {quoted(name)}, which is no measure", remedy)
        return
    yield from _bounds_of(reading, index, name)
    yield from _changes_of(reading, index, name)
    yield from _scope_of(reading, index, name, of_period=name in CHECKED and CHECKED[name].of_period)


def _bounds_of(reading: Reading, index: int, name: str) -> Iterator[Finding]:
    paths: list[Path] = [("checks", index, bound) for bound in _BOUNDS]
    paths += [("checks", index, "between", side) for side in range(reading.count("checks", index, "between"))]
    for path in paths:
        value = read_number(reading.text(*path) or "")
        if isinstance(value, Decimal | int) and (problem := not_a_bound(name, Decimal(value), "")):
            told, _, remedy = problem.partition("; ")
            yield reading.found(VALUE, path, told, remedy)


def _changes_of(reading: Reading, index: int, name: str) -> Iterator[Finding]:
    for key in _CHANGES:
        text = reading.text("checks", index, key) or ""
        number = read_number(text.removesuffix("%"))
        if isinstance(number, Decimal | int) and (problem := _no_change(key, name, text, Decimal(number))):
            told, remedy = problem
            yield reading.found(VALUE, ("checks", index, key), told, remedy)


def _no_change(key: str, name: str, text: str, number: Decimal) -> tuple[str, str] | None:
    """A drop is of no more than all there was; one without `%` is less than 1 of a share alone, where it must be."""
    from ..metrics.catalog import CHECKED

    if text.endswith("%"):
        too_much = key == "max_drop" and number > _ALL
        return (f"is {text}, more than all there was", "write 10%") if too_much else None
    if problem := not_a_bound(name, number, ""):
        return problem.split("; ")[0], f"write {number}% of what it was"
    if 0 < number < 1 and name in CHECKED and CHECKED[name].unit in _NEVER_PARTS:
        share = f"{(number * _ALL).normalize():f}"
        return (
            f"is {text}, and {name} is {_NEVER_PARTS[CHECKED[name].unit]}, no share",
            f"write {share}% of what it was",
        )
    return None


def _scope_of(reading: Reading, index: int, name: str, *, of_period: bool) -> Iterator[Finding]:
    """What a measure does not hang on is not asked of it."""
    for key in _OF_MEASURES if name == DATA_QUALITY else ():
        if reading.text("checks", index, key) is not None or reading.count("checks", index, key):
            told = f"says nothing about {name}, which is of all rows"
            yield reading.found(CONTRADICTION, ("checks", index, key), told, "remove it")
    if name != DATA_QUALITY and not of_period and reading.text("checks", index, "period") is not None:
        told = f"says nothing about {name}, which speaks of no period"
        yield reading.found(CONTRADICTION, ("checks", index, "period"), told, "remove it")


def _finding(reading: Reading, index: int) -> Iterator[Finding]:
    path: Path = ("checks", index, "finding")
    name = reading.text(*path)
    levels = tuple(level.value for level in Level)
    if name is not None and not _CODE.fullmatch(name) and name not in levels:
        remedy = meant(name, levels, "write a code such as DATA101 (docs/findings.md has them), or error or warning")
        yield reading.found(VALUE, path, f"is {quoted(name)}, which is no finding", remedy)


def _period(reading: Reading, index: int) -> Iterator[Finding]:
    """A check's period may change with the day, as this-quarter does."""
    path: Path = ("checks", index, "period")
    text = reading.text(*path)
    if text is None:
        return
    try:
        parse_period(text, _SOME_DAY)
    except UsageProblem as problem:
        said = problem.message.split(";")[0].removeprefix(f"{text!r} ").removeprefix(f"period {text!r}")
        yield reading.found(VALUE, path, f"is {quoted(text)}, which {said.strip(': ')}", f"write one of {EXAMPLES}")


def _name(reading: Reading, index: int, names: set[str]) -> Iterator[Finding]:
    """No two checks have one name; what is waived is found by it."""
    text = reading.text("checks", index, "name")
    if text is not None:
        if loose(text) in names:
            told = f"is {quoted(text)}, which another check is called or is about"
            yield reading.found(CONTRADICTION, ("checks", index, "name"), told, "give it another name")
        names.add(loose(text))


def _subjects(reading: Reading) -> set[str]:
    """What the checks are about, as names are compared."""
    asked = (
        reading.text("checks", index, key) for index in range(reading.count("checks")) for key in ("metric", "finding")
    )
    return {loose(each) for each in asked if each}


def _until(reading: Reading, index: int) -> Iterator[Finding]:
    path: Path = ("waivers", index, "until")
    text = reading.text(*path)
    if text is None or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return
    try:
        date.fromisoformat(text)
    except ValueError:
        yield reading.found(VALUE, path, f"is {quoted(text)}, which is no day of the calendar", "correct it")


def _waived(reading: Reading, index: int, names: set[str]) -> Iterator[Finding]:
    """A waiver is of a check there is, and of one that can leave somebody out."""
    path: Path = ("waivers", index, "check")
    text = reading.text(*path)
    if text is None:
        return
    if loose(text) == DATA_QUALITY:
        yield reading.found(CONTRADICTION, path, f"is {DATA_QUALITY}, of which nothing is waived", "waive the findings")
    elif loose(text) not in names and not (_CODE.fullmatch(text) and names & {level.value for level in Level}):
        remedy = meant(text, tuple(names), "name the metric, the finding or the name of one of checks")
        yield reading.found(CONTRADICTION, path, f"is {quoted(text)}, which none of checks is about", remedy)
    elif reading.text("waivers", index, "owner") is not None and not _goes_by_owner(reading, text):
        told = f"is waived for an owner, and no check of {quoted(text)} goes by owner"
        yield reading.found(CONTRADICTION, path, told, "add by: owner to the check, or waive opportunities")


def _goes_by_owner(reading: Reading, name: str) -> bool:
    """Whether an owner can be left out of one of the checks of a name: it counts findings, or has a line an owner."""
    if _CODE.fullmatch(name) or name in {level.value for level in Level}:
        return True
    for index in range(reading.count("checks")):
        texts = {key: reading.text("checks", index, key) for key in ("name", "metric", "finding", "by")}
        # The column of the owners may be headed otherwise.
        if (texts["finding"] or texts["by"]) and loose(name) in {loose(text) for text in texts.values() if text}:
            return True
    return False
