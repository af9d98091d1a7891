"""What can be named of an opportunity: our fields, what is derived from them, and the file's other columns."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ..domain.cells import loose, usual_spellings
from ..domain.errors import UsageProblem
from ..domain.opportunity import DATE_FIELDS, FIELDS, Opportunity
from ..domain.period import fiscal_position, fiscal_quarter
from ..domain.pipeline import Pipeline
from ..domain.rule import Value, field_value
from ..domain.values import EXACT
from .rows import Grouping

Reader = Callable[[Opportunity], Value | None]
#: Known of every opportunity, whatever columns the file has.
ALWAYS = ("name", "stage", "outcome")
_NEEDS = {"created_month": ("created",), "close_month": ("expected_close", "closed")}
_NEEDS["close_quarter"] = _NEEDS["close_month"]
_SPANS = tuple(_NEEDS)
_NEEDS["amount_band"] = ("amount",)
#: What hangs on the day on which it is created, or on what becomes of it after that.
_OF_ITS_WAY = frozenset({
    *_SPANS, *DATE_FIELDS, "name", "id", "stage", "outcome", "status", "forecast_category", "next_step", "lost_reason",
    "lost_from_stage",
})  # fmt: skip
_BOUNDS = (
    "0", "1k", "2.5k", "5k", "10k", "25k", "50k", "100k", "250k", "500k", "1M", "2.5M", "5M", "10M",
)  # fmt: skip
_AMOUNTS = tuple(Decimal(bound[:-1] or 0).scaleb({"k": 3, "M": 6}.get(bound[-1], 0)) for bound in _BOUNDS)
#: Amounts from each bound up to the next, the first below all.
BANDS = ("below 0", "under 1k", *(f"{low} to {high}" for low, high in pairwise(_BOUNDS[1:])), "10M and more")


def nameable(pipeline: Pipeline) -> tuple[str, ...]:
    """Everything --by and --where may name for this data, in the order messages list it."""
    ours = tuple(field for field in FIELDS if field in pipeline.fields or field in ALWAYS)
    derived = tuple(name for name, needs in _NEEDS.items() if pipeline.fields.intersection(needs))
    return (*ours, "outcome", *derived, *pipeline.headers)


def resolve(name: str, pipeline: Pipeline, option: str) -> str:
    """The name as `nameable` has it, from the name as a person wrote it; a mapped column's header works too.

    Raises:
        UsageProblem: nothing in the data has that name; the message lists what has.
    """
    if (found := find_name(name, pipeline)) is not None:
        return found
    from difflib import get_close_matches

    known = nameable(pipeline)
    spelled = {each.casefold(): each for each in known}
    close = [spelled[each] for each in get_close_matches(name.strip().casefold(), spelled, n=1)]
    hint = f"did you mean {close[0]}?" if close else "name one of them"
    raise UsageProblem(f"{option} {name!r} is not in this data, which has {', '.join(known)}; {hint}")


def find_name(name: str, pipeline: Pipeline) -> str | None:
    """The name as `nameable` has it, from the name as a person wrote it; None where nothing in the data has it."""
    known = nameable(pipeline)
    if name.strip() in known:
        return name.strip()
    plain = name.strip().casefold()
    headers = {header.casefold(): field for account in pipeline.files for field, header in account.columns}
    for wanted in (plain, plain.replace(" ", "_").replace("-", "_"), headers.get(plain, "")):
        for each in known:
            if each.casefold() == wanted:
                return each
    return None


def reader(name: str, fiscal_year_starts: int) -> Reader:
    """What gives the value of a resolved name for an opportunity."""
    derived: Mapping[str, Reader] = {
        "created_month": lambda each: _month(each.created),
        "close_month": lambda each: _month(_close(each)),
        "close_quarter": lambda each: _quarter(_close(each), fiscal_year_starts),
        "amount_band": lambda each: None if each.amount is None else BANDS[bisect_right(_AMOUNTS, each.amount)],
    }
    return derived.get(name) or (lambda each: field_value(each, name))


def tells_of_new(name: str) -> bool:
    """Whether opportunities not created yet are likely to have the values of a resolved name that won ones have.

    No day of theirs is one of the past, and what becomes of them on their way is still to come.
    """
    return name not in _OF_ITS_WAY


def is_span(name: str) -> bool:
    """Whether the values of a resolved name are months or quarters, whose order as text is that of time."""
    return name in _SPANS


def grouping(name: str, fiscal_year_starts: int, among: Iterable[Opportunity] = ()) -> Grouping:
    """The reader of a resolved name, with its values as text.

    What differs by case and space alone among some opportunities is one group, as it is one in filters and quotas;
    but for ids, which in some CRMs differ by case.
    """
    if name == "stage":
        return lambda each: each.stage
    read = reader(name, fiscal_year_starts)
    usual = {} if name == "id" or is_span(name) else usual_spellings(_text(read(each)) for each in among)
    if not usual:
        return lambda each: _text(read(each))

    def group(each: Opportunity) -> str | None:
        text = _text(read(each))
        return text if text is None else usual.get(text, text)

    return group


def grouping_of_past(name: str, fiscal_year_starts: int, among: Iterable[Opportunity]) -> Grouping:
    """The same for opportunities of other days: those of a name are of its group, as some of today spell it."""
    now = grouping(name, fiscal_year_starts, among)
    if name in ("id", "stage") or is_span(name):
        return now
    known: dict[str, str] = {}

    def group(each: Opportunity) -> str | None:
        text = now(each)
        return text if text is None else known.setdefault(loose(text), text)

    for each in among:
        group(each)
    return group


def _text(value: Value | None) -> str | None:
    if isinstance(value, Decimal):
        # 0.4 and 0.40 are one key, and so are 0 and -0.
        return f"{value.normalize(EXACT):f}" if value else "0"
    return value.isoformat() if isinstance(value, date) else value


def _close(opportunity: Opportunity) -> date | None:
    """Day it closed, or is expected to while open."""
    return opportunity.close_date or opportunity.expected_close


def _month(day: date | None) -> str | None:
    return None if day is None else day.isoformat()[:7]


def _quarter(day: date | None, starts: int) -> str | None:
    return None if day is None else fiscal_quarter(*fiscal_position(day, starts), starts).key
