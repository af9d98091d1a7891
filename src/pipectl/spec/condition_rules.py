"""What must hold of conditions: a field of ours is compared as what it holds, with what it can hold."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..domain.cells import loose
from ..domain.condition import Condition
from ..domain.derived import derived_key
from ..domain.finding import Finding
from ..domain.lead import LEAD_KINDS
from ..domain.opportunity import DATE_FIELDS, FIELDS
from ..domain.rule import AS_OF, Reads, matcher, read_as
from ..domain.values import Outcome
from .problems import CONTRADICTION, VALUE, Path, listed, meant, quoted
from .reading import Reading
from .tree import Items, Node, Settings
from .wanted import Kind, Wanted

_SOME_DAY = date(2000, 1, 1)
_OF_DAYS = ("before", "after", "older_than")
_OF_NUMBERS = ("min", "max")
#: Fields of ours from 0 to 1.
_SHARES = ("probability", "share_of_owner")
#: How each kind of field is compared, for remedies.
_HOW = {
    "text": "compare it with equals, in or matches",
    "days": "compare it with before, after, between or older_than",
    "numbers": "compare it with equals, min, max or between",
}
_UNFIT = {
    "text": (*_OF_DAYS, *_OF_NUMBERS, "between"),
    "days": (*_OF_NUMBERS, "matches"),
    "numbers": (*_OF_DAYS, "matches"),
}


def condition_rules(reading: Reading, top: Wanted) -> Iterator[Finding]:
    """Every contradiction in conditions, wherever they stand."""
    for path in conditions(reading.root, top):
        yield from _patterns(reading, path)
        yield from _days(reading, path)
        yield from _order(reading, path)
        yield from _sides(reading, path)
        kind = _kind(reading.text(*path, "field") or "", of_leads=path[0] == "leads")
        if kind is not None:
            yield from _unfit(reading, path, kind)
            yield from _values(reading, path, kind)


def conditions(node: Node, want: Wanted, path: Path = ()) -> Iterator[Path]:
    """The path of every condition at or below a node."""
    if isinstance(node, Settings) and want.kind is Kind.SETTINGS:
        if want.model is not None and issubclass(want.model, Condition):
            yield path
        steps: Iterator[tuple[str | int, Node]] = iter(node.entries.items())
    elif isinstance(node, Items) and want.kind is Kind.LIST:
        steps = iter(enumerate(node.items))
    else:
        return
    for step, below in steps:
        if (wanted := want.below(step)) is not None:
            yield from conditions(below, wanted, (*path, step))


def _kind(field: str, *, of_leads: bool) -> str | None:
    """What a field of ours holds; None for one of the file."""
    name = _plain(field)
    if of_leads:
        return LEAD_KINDS.get(name)
    if derived_key(field) is not None or name in ("amount", "probability"):
        return "numbers"
    if name in DATE_FIELDS:
        return "days"
    return "text" if name in FIELDS or name == "outcome" else None


def _plain(field: str) -> str:
    return loose(field).replace(" ", "_").replace("-", "_")


def _unfit(reading: Reading, path: Path, kind: str) -> Iterator[Finding]:
    """Comparisons that a field of ours can't be put to."""
    field = reading.text(*path, "field")
    for name in _UNFIT[kind]:
        if reading.text(*path, name) is not None or reading.count(*path, name):
            yield reading.found(
                CONTRADICTION, (*path, name), f"can't be asked of {field}, which holds {kind}", _HOW[kind]
            )


def _values(reading: Reading, path: Path, kind: str) -> Iterator[Finding]:
    """Values that a field of ours can't have."""
    field = _plain(reading.text(*path, "field") or "")
    for where in _equal_to(reading, path):
        text = reading.text(*where) or ""
        known = _known(reading, field)
        if known and loose(text) not in map(loose, known):
            yield reading.found(
                VALUE, where, f"is {quoted(text)}, which is no {field}", meant(text, known, f"write {listed(known)}")
            )
    if kind == "text":
        return
    shares = (Reads.PERCENT,) if field in _SHARES else ()
    want = (Reads.DAY,) if kind == "days" else (Reads.NUMBER, *shares)
    for where in (*_equal_to(reading, path), *_bounds(reading, path, kind)):
        yield from _value(reading, where, field, want)


def _value(reading: Reading, where: Path, field: str, want: tuple[Reads, ...]) -> Iterator[Finding]:
    text = reading.text(*where) or ""
    value, reads = read_as(text, _SOME_DAY)
    if reads not in want:
        example = "a day as 2026-12-31, or as_of" if Reads.DAY in want else "a number as 10000"
        yield reading.found(
            VALUE, where, f"is {quoted(text)}, which {field} can't be compared with", f"write {example}"
        )
    elif isinstance(value, Decimal) and field in _SHARES:
        share = value / 100 if reads is Reads.PERCENT else value
        if not 0 <= share <= 1:
            yield reading.found(
                VALUE, where, f"is {text}, must be from 0 to 1", f"write {value / 100 if value > 1 else 0}"
            )


def _equal_to(reading: Reading, path: Path) -> tuple[Path, ...]:
    """Paths of the values a field may equal."""
    alone = ((*path, "equals"),) if reading.text(*path, "equals") is not None else ()
    return (*alone, *((*path, "in", index) for index in range(reading.count(*path, "in"))))


def _bounds(reading: Reading, path: Path, kind: str) -> tuple[Path, ...]:
    """Paths of the bounds of what holds numbers or days; those it can't have are told already."""
    sides = ((*path, "between", index) for index in range(reading.count(*path, "between")))
    alone = _OF_NUMBERS if kind == "numbers" else ()
    return (*((*path, name) for name in alone if reading.text(*path, name) is not None), *sides)


def _known(reading: Reading, field: str) -> tuple[str, ...]:
    """Every value that a field can have, where that is known."""
    if field == "outcome":
        return tuple(outcome.value for outcome in Outcome)
    if field not in ("stage", "lost_from_stage"):
        return ()
    names = [name for _, name, _ in reading.stages()]
    aliases = (
        reading.text("stages", index, "aliases", number)
        for index in range(reading.count("stages"))
        for number in range(reading.count("stages", index, "aliases"))
    )
    return (*names, *(alias for alias in aliases if alias))


def _patterns(reading: Reading, path: Path) -> Iterator[Finding]:
    text = reading.text(*path, "matches")
    if text is None:
        return
    try:
        matcher(text)
    except ValueError as error:
        why = "is too large" if "size limit" in str(error) else "is no regular expression that is known here"
        remedy = (
            "write fewer repetitions"
            if "size limit" in str(error)
            else "write it without lookaround and backreferences"
        )
        yield reading.found(VALUE, (*path, "matches"), f"{quoted(text)} {why}", remedy)


def _days(reading: Reading, path: Path) -> Iterator[Finding]:
    """Days are of the calendar."""
    sides = ((*path, "between", index) for index in range(reading.count(*path, "between")))
    for where in ((*path, "before"), (*path, "after"), *sides):
        text = reading.text(*where)
        if text is None or text == AS_OF or text.count("-") != 2:
            continue
        try:
            date.fromisoformat(text)
        except ValueError:
            yield reading.found(VALUE, where, f"is {quoted(text)}, which is not a day of the calendar", "correct it")


def _sides(reading: Reading, path: Path) -> Iterator[Finding]:
    """Two bounds that nothing lies between."""
    for low, high in (("min", "max"), ("after", "before")):
        texts = [reading.text(*path, name) or "" for name in (low, high)]
        (least, one), (most, other) = (read_as(text, _SOME_DAY) for text in texts)
        if AS_OF in texts or one is None or one is not other:
            continue
        # What is after a day and before the same day is on none; what is at least and at most 5 is 5.
        if least > most or (low == "after" and least == most):  # type: ignore[operator]  # both are of one ordered type
            told = f"is {texts[0]} beside {high}: {texts[1]}, so nothing fits"
            yield reading.found(CONTRADICTION, (*path, low), told, "swap the two, or keep one of them")


def _order(reading: Reading, path: Path) -> Iterator[Finding]:
    """Between two values means from the lower to the higher, of one kind."""
    if reading.count(*path, "between") != 2:
        return
    texts = [reading.text(*path, "between", index) or "" for index in range(2)]
    (low, one), (high, other) = (read_as(text, _SOME_DAY) for text in texts)
    if one is not other:
        told = f"is {texts[0]} and {texts[1]}, which are not of one kind"
        yield reading.found(CONTRADICTION, (*path, "between"), told, "write two numbers, or two days")
    elif AS_OF not in texts and low > high:  # type: ignore[operator]  # both are of one ordered type
        told = f"is {texts[0]} and {texts[1]}, so nothing fits"
        yield reading.found(CONTRADICTION, (*path, "between"), told, "swap the two")
