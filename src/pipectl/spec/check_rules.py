"""What must hold of checks and waivers: they name what there is, and bound it in its own terms."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..domain.errors import UsageProblem
from ..domain.finding import Finding, Level
from ..domain.period import EXAMPLES, parse_period
from ..domain.values import Unit
from .exact_numbers import read_number
from .problems import CONTRADICTION, VALUE, Path, meant, quoted
from .reading import Reading, plain

#: The measure that is none of the catalog: rows without an error or a warning, over all.
DATA_QUALITY = "data_quality"
_SOME_DAY = date(2000, 1, 1)
#: From here on a bound of a share was surely meant in percent.
_NO_SHARE = 3
_CODE = re.compile("DATA[0-9]{3}")
_BOUNDS = ("min", "max", "equals")


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


def _metric(reading: Reading, index: int) -> Iterator[Finding]:
    """A check names a measure there is, and bounds a share by a share."""
    from ..metrics.catalog import METRICS

    path: Path = ("checks", index, "metric")
    name = reading.text(*path)
    if name is None:
        return
    if name not in METRICS and name != DATA_QUALITY:
        remedy = meant(name, (*METRICS, DATA_QUALITY), "pipectl explain lists them")
        yield reading.found(VALUE, path, f"is {quoted(name)}, which is no measure", remedy)
    elif name == DATA_QUALITY or METRICS[name].unit is Unit.PERCENT:
        yield from _bounds_of_share(reading, index, name)


def _bounds_of_share(reading: Reading, index: int, name: str) -> Iterator[Finding]:
    paths: list[Path] = [("checks", index, bound) for bound in _BOUNDS]
    paths += [("checks", index, "between", side) for side in range(reading.count("checks", index, "between"))]
    for path in paths:
        value = read_number(reading.text(*path) or "")
        if isinstance(value, Decimal | int) and value >= _NO_SHARE:
            problem = f"is {value}, and {name} is a share, 1 for the whole"
            yield reading.found(VALUE, path, problem, f"write {value / Decimal(100)}")


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
        if plain(text) in names:
            told = f"is {quoted(text)}, which another check is called or is about"
            yield reading.found(CONTRADICTION, ("checks", index, "name"), told, "give it another name")
        names.add(plain(text))


def _subjects(reading: Reading) -> set[str]:
    """What the checks are about, as names are compared."""
    asked = (
        reading.text("checks", index, key) for index in range(reading.count("checks")) for key in ("metric", "finding")
    )
    return {plain(each) for each in asked if each}


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
    """A waiver is of a check there is."""
    path: Path = ("waivers", index, "check")
    text = reading.text(*path)
    if text is None or plain(text) in names:
        return
    if not (_CODE.fullmatch(text) and names.intersection(level.value for level in Level)):
        remedy = meant(text, tuple(names), "name the metric, the finding or the name of one of checks")
        yield reading.found(CONTRADICTION, path, f"is {quoted(text)}, which none of checks is about", remedy)
