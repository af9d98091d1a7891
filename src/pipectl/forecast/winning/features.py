"""What chances are learnt from: each feature reads one thing of a look, a word or a number.

What a CRM writes when it closes an opportunity is none of them: stages won and lost, the close %, the close date, the
status, why and where it was lost. Numbers fall in bands, and nothing is coded by what became of those that have it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ...domain.cells import loose
from ...domain.opportunity import FIELDS, Opportunity
from .looks import Look

#: Of our fields, those that may be named in pipeline.yaml or are read by themselves.
ATTRIBUTES = ("source", "owner", "type")
NAMEABLE = (*ATTRIBUTES, "team", "account", "currency")
#: Ends of bands: a value belongs to the band whose lower end it reaches.
_AGES = (14.0, 30.0, 60.0, 90.0, 180.0, 365.0)
_STAYS = (7.0, 14.0, 30.0, 60.0, 120.0)
_PUSHES = (1.0, 2.0, 3.0)
_DUE = (-30.0, 0.0, 30.0, 90.0)
#: Different numbers that a column of numbers has at least.
_NUMBERS = 8

Cell = Callable[[Opportunity], str | None]


class Feature(NamedTuple):
    """One thing that is known of a look."""

    title: str
    read: Callable[[Look], str | float | None]
    tell: Callable[[str | float], str]
    """A value in words."""
    is_number: bool = False
    edges: tuple[float, ...] | None = None
    """Of numbers; None where the data set them, a quarter of the looks in each band."""

    def words(self, look: Look) -> str:
        """What it is of a look, in words."""
        value = self.read(look)
        return f"no {self.title} known" if value is None else self.tell(value)


def _age(look: Look) -> float | None:
    created = look.seen.created
    return None if created is None else float(max((look.day - created).days, 0))


def _stay(look: Look) -> float | None:
    entered = look.seen.entered
    return None if entered is None else float(max((look.day - entered).days, 0))


def _due(look: Look) -> float | None:
    close = look.seen.expected_close
    return None if close is None else float((close - look.day).days)


def _amount(look: Look) -> float | None:
    return None if look.seen.amount is None else float(look.seen.amount)


def _pushes(look: Look) -> float | None:
    return None if look.seen.pushes is None else float(look.seen.pushes)


def _times(value: str | float) -> str:
    number = int(value)
    return "never pushed" if not number else "pushed once" if number == 1 else f"pushed {number} times"


def _due_words(value: str | float) -> str:
    number = int(value)
    return f"{_days(-number)} overdue" if number < 0 else f"due in {_days(number)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


AGE = Feature("age", _age, lambda value: f"{_days(int(value))} old", is_number=True, edges=_AGES)
#: What only history tells of a past day.
OF_HISTORY = (
    Feature("stage", lambda look: look.seen.stage, lambda value: f"stage {value}"),
    Feature(
        "time in stage", _stay, lambda value: f"{_days(int(value))} in its stage", is_number=True, edges=_STAYS
    ),
    Feature("pushes", _pushes, _times, is_number=True, edges=_PUSHES),
    Feature("close date", _due, _due_words, is_number=True, edges=_DUE),
    Feature("amount", _amount, lambda value: f"amount {float(value):,.0f}", is_number=True),
)  # fmt: skip


class Named(NamedTuple):
    """The columns that may tell something, and what was said of those that can't."""

    columns: tuple[tuple[str, Cell], ...]
    """What each is called, and how it is read."""
    said: tuple[str, ...]


def named(columns: Sequence[str], opportunities: Iterable[Opportunity]) -> Named:
    """Source, owner and type, and the columns that pipeline.yaml names."""
    headers: dict[str, str] = {}
    for header in dict.fromkeys(header for one in opportunities for header in one.extra):
        headers.setdefault(loose(header), header)
    found: dict[str, Cell] = {field: _field(field) for field in ATTRIBUTES}
    said: list[str] = []
    for name in columns:
        field = loose(name).replace(" ", "_")
        if loose(name) in headers:
            found[headers[loose(name)]] = _cell(headers[loose(name)])
        elif field in NAMEABLE:
            found[field] = _field(field)
        else:
            said.append(_why_not(name, field))
    return Named(tuple(found.items()), tuple(said))


def _why_not(name: str, field: str) -> str:
    if field in FIELDS:
        return f"{name} is left out: it is known by itself, or tells how it ended"
    return f"{name} is left out: no opportunity has a column of that name filled in"


def _field(field: str) -> Cell:
    return lambda one: getattr(one, field)


def _cell(header: str) -> Cell:
    return lambda one: one.extra.get(header)


def of_column(title: str, cell: Cell, opportunities: Iterable[Opportunity]) -> Feature:
    """The feature of a column: numbers where nine of ten of its cells are, and many different ones, else words."""
    texts = Counter(text for one in opportunities if (text := cell(one)) is not None)
    numbers = [text for text in texts if number_of(text) is not None]
    if sum(texts[text] for text in numbers) >= 0.9 * texts.total() and len(numbers) >= _NUMBERS:
        return Feature(title, lambda look: _number(cell(look.seen.opportunity)), _telling(title), is_number=True)
    return Feature(title, lambda look: cell(look.seen.opportunity), _telling(title))


def _telling(title: str) -> Callable[[str | float], str]:
    return lambda value: f"{title} {value:,.15g}" if isinstance(value, float) else f"{title} {value}"


def _number(text: str | None) -> float | None:
    return None if text is None else number_of(text)


def number_of(text: str) -> float | None:
    """A plain number, as `12` or `-3.5`; None for any other text."""
    plain = text.removeprefix("-")
    if len(plain) > 15 or not plain.isascii() or not plain.replace(".", "", 1).isdigit():
        return None
    return float(text)
