"""What must hold of risk rules: they change what there is, in its own terms, and have names of their own."""

from collections.abc import Iterator
from decimal import Decimal

from ..domain.cells import loose
from ..domain.finding import Finding
from ..domain.values import Unit
from .exact_numbers import read_number
from .problems import CONTRADICTION, VALUE, Path, meant, quoted, spelled
from .reading import Reading

#: The most that a share can be.
_WHOLE = 1


def risk_rules(reading: Reading) -> Iterator[Finding]:
    """Every contradiction in risks."""
    seen: dict[str, str] = {}
    for index in range(reading.count("risks")):
        yield from _known(reading, index)
        yield from _once(reading, index, seen)


def _known(reading: Reading, index: int) -> Iterator[Finding]:
    """A rule that is changed is one there is, and has what is changed of it."""
    from ..review.risks import RISKS

    path: Path = ("risks", index, "rule")
    name = reading.text(*path)
    if name is None:
        return
    rule = RISKS.get(loose(name))
    if rule is None:
        remedy = meant(name, tuple(RISKS), "docs/risks.md lists them, and name: makes one of your own")
        yield reading.found(VALUE, path, f"is {quoted(name)}, which is no risk rule", remedy)
        return
    if reading.text("risks", index, "column") is not None and not rule.needs.headers:
        told = f"says nothing to {rule.key}, which looks at no column of its own"
        yield reading.found(CONTRADICTION, ("risks", index, "column"), told, "remove it")
    limit = reading.text("risks", index, "limit")
    if limit is not None and rule.limit is None:
        told = f"says nothing to {rule.key}, which has no limit"
        yield reading.found(CONTRADICTION, ("risks", index, "limit"), told, "remove it")
    elif limit is not None and rule.limit is not None:
        yield from _limit(reading, index, limit, rule.limit.unit)


def _limit(reading: Reading, index: int, text: str, unit: Unit) -> Iterator[Finding]:
    """Days and counts are whole, shares are from 0 to 1."""
    value, path = read_number(text), ("risks", index, "limit")
    if not isinstance(value, Decimal | int):
        return
    if unit in (Unit.DAYS, Unit.COUNT) and value != int(value):
        yield reading.found(VALUE, path, f"is {text}, must be a whole number", f"write {int(value)}")
    elif unit is Unit.PERCENT and value > _WHOLE:
        yield reading.found(VALUE, path, f"is {text}, must be a share from 0 to 1", f"write {Decimal(value) / 100}")


def _once(reading: Reading, index: int, seen: dict[str, str]) -> Iterator[Finding]:
    """A rule is changed once, and no two are called the same."""
    from ..review.risks import RISKS

    for key in ("rule", "name"):
        text = reading.text("risks", index, key)
        if text is None:
            continue
        called = loose(text)
        first = seen.setdefault(called, spelled(("risks", index)))
        if first != spelled(("risks", index)):
            told = f"is {quoted(text)}, which {first} already is about"
            remedy = "put both into one" if key == "rule" else "give it another name"
            yield reading.found(CONTRADICTION, ("risks", index, key), told, remedy)
        elif key == "name" and called in {each for rule in RISKS.values() for each in (rule.key, loose(rule.title))}:
            told = f"is {quoted(text)}, which a rule that comes with pipectl is called"
            yield reading.found(CONTRADICTION, ("risks", index, key), told, "give it another name, or change rule:")
