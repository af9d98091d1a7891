"""What must hold between settings, checked on the tree so that it is told together with every other problem."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..domain.cells import loose
from ..domain.currencies import CODES
from ..domain.errors import UsageProblem
from ..domain.finding import Finding
from ..domain.opportunity import FIELDS
from ..domain.outlays import Outlay, twice
from ..domain.period import Period, lookback, parse_period
from ..domain.quotas import Target, flaws
from ..domain.spec import StageKind
from .activity_rules import activity_rules
from .check_rules import check_rules
from .condition_rules import condition_rules
from .exact_numbers import read_number
from .lead_rules import lead_rules
from .problems import CONTRADICTION, MISSING, VALUE, Path, listed, meant, quoted, spelled
from .qualification_rules import qualification_rules
from .reading import Reading
from .risk_rules import risk_rules
from .tree import Node, Settings, find
from .wanted import Wanted

PERIODS = "2026-Q4, FY26-Q2, FY26, 2026-11, 2026 or 2026-01-15..2026-02-28"
#: Any day will do: the periods of pipeline.yaml don't depend on it.
_SOME_DAY = date(2000, 1, 1)
_DECIDED = frozenset(kind.value for kind in StageKind if kind is not StageKind.OPEN)


def broken_rules(root: Node, file: str, top: Wanted) -> Iterator[Finding]:
    """Every contradiction between settings."""
    reading = Reading(root, file)
    yield from _exchange_rates(reading)
    yield from _time_zone(reading)
    yield from _stage_names(reading)
    yield from _open_stage(reading)
    yield from _qualified_from(reading)
    yield from _lookback(reading)
    yield from _periods(reading, "quotas", ("owner", "team"))
    yield from _quotas(reading)
    yield from _periods(reading, "spend", ("source",))
    yield from _spend(reading)
    yield from _headers(reading)
    yield from check_rules(reading)
    yield from risk_rules(reading)
    yield from condition_rules(reading, top)
    yield from qualification_rules(reading)
    yield from lead_rules(reading)
    yield from activity_rules(reading)


def _time_zone(reading: Reading) -> Iterator[Finding]:
    """A time zone is one that is known here."""
    name = reading.text("time_zone")
    if name in (None, "UTC"):
        return
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        known = sorted(available_timezones())
        remedy = meant(name, known, "write it as Europe/Berlin or America/New_York")
        yield reading.found(VALUE, ("time_zone",), f"is {quoted(name)}, which is no time zone that is known", remedy)


def _exchange_rates(reading: Reading) -> Iterator[Finding]:
    """Rates are of currencies there are, and lead to one that is named and has none itself."""
    node, _ = find(reading.root, ("exchange_rates",))
    codes = tuple(node.entries) if isinstance(node, Settings) else ()
    own = reading.text("currency")
    if codes and own is None:
        remedy = "add currency: the one that amounts are converted to"
        yield reading.found(MISSING, ("exchange_rates",), "leads to no currency", remedy)
    for code in codes:
        path: Path = ("exchange_rates", code)
        if code not in CODES:
            near = meant(code, sorted(CODES), "write its ISO code, as EUR")
            remedy = f"write {code.upper()}" if code.upper() in CODES else near
            yield reading.found(VALUE, path, "is no currency that is known", remedy)
        elif code == own and read_number(reading.text(*path) or "") != 1:
            problem = f"is not 1, and {code} is the currency that others are converted to"
            yield reading.found(CONTRADICTION, path, problem, "remove it")


def _stage_names(reading: Reading) -> Iterator[Finding]:
    """A name or alias belongs to one stage, whatever its case and spacing."""
    names: dict[str, tuple[int, str]] = {}
    for path, index in _spellings(reading):
        text = reading.text(*path)
        if text is None:
            continue
        owner, first = names.setdefault(loose(text), (index, spelled(path)))
        if owner != index:
            problem = f"is {quoted(text)}, which {first} already is"
            yield reading.found(CONTRADICTION, path, problem, "a spelling can name only one stage; remove one")


def _spellings(reading: Reading) -> Iterator[tuple[Path, int]]:
    """Paths of all stage names, then of all aliases, each with the position of its stage."""
    stages = range(reading.count("stages"))
    yield from ((("stages", index, "name"), index) for index in stages)
    for index in stages:
        yield from (
            (("stages", index, "aliases", item), index) for item in range(reading.count("stages", index, "aliases"))
        )


def _open_stage(reading: Reading) -> Iterator[Finding]:
    kinds = [kind for _, _, kind in reading.stages()]
    if kinds and all(kind in _DECIDED for kind in kinds):
        yield reading.found(CONTRADICTION, ("stages",), "has no open stage", "add the stages deals move through")


def _qualified_from(reading: Reading) -> Iterator[Finding]:
    wanted = reading.text("qualified_from")
    names = {name: kind for _, name, kind in reading.stages()}
    if not wanted or not names or names.get(wanted) == StageKind.OPEN.value:
        return
    opened = [name for name, kind in names.items() if kind == StageKind.OPEN.value]
    problem = f"is {quoted(wanted)}, which is {f'a {names[wanted]} stage' if wanted in names else 'no stage here'}"
    remedy = meant(wanted, opened, f"name an open stage: {listed(opened)}" if opened else "add an open stage")
    yield reading.found(CONTRADICTION, ("qualified_from",), problem, remedy)


def _lookback(reading: Reading) -> Iterator[Finding]:
    text = reading.text("lookback")
    if text is None:
        return
    try:
        lookback(text, date(2100, 1, 1))
    except UsageProblem:
        problem = f"is {quoted(text)}, must be a number of days or all"
        yield reading.found(VALUE, ("lookback",), problem, "write it as 365d, or all")


def _periods(reading: Reading, setting: str, whose: tuple[str, ...]) -> Iterator[Finding]:
    """Periods are days of the calendar, and one stands once for the same owner, team or source."""
    starts = _fiscal_year_starts(reading)
    seen: dict[tuple[object, ...], str] = {}
    for index in range(reading.count(setting)):
        path: Path = (setting, index, "period")
        text = reading.text(*path)
        if text is None:
            continue
        period = _bounded(text, starts)
        if isinstance(period, str):
            yield reading.found(VALUE, path, f"is {quoted(text)}, {period}", _period_remedy(text))
            continue
        owners = tuple(loose(reading.text(setting, index, key) or "") for key in whose)
        first = seen.setdefault((period.start, period.end, *owners), spelled((setting, index)))
        if first != spelled((setting, index)):
            told = f"is {quoted(text)}, which {first} already covers for the same {listed(whose)}"
            yield reading.found(CONTRADICTION, path, told, "keep one of the two")


def _quotas(reading: Reading) -> Iterator[Finding]:
    """The quotas of one team or owner fit together; those in a file of their own are held to it with these."""
    if reading.text("quotas_file") is None:
        for flaw in flaws(_targets(reading)):
            yield reading.found(CONTRADICTION, ("quotas", flaw.number, "period"), flaw.problem, flaw.remedy)


def _spend(reading: Reading) -> Iterator[Finding]:
    """What was spent on one source stands once for each day; the very same period is told of elsewhere."""
    for each in twice(_outlays(reading)):
        if not each.same:
            other = quoted(reading.text("spend", each.first, "period") or "")
            told = f"shares days with {other} of spend[{each.first}], for the same source"
            remedy = "let one begin where the other ends"
            yield reading.found(CONTRADICTION, ("spend", each.number, "period"), told, remedy)


def _outlays(reading: Reading) -> Iterator[Outlay]:
    starts = _fiscal_year_starts(reading)
    for index in range(reading.count("spend")):
        span = _bounded(reading.text("spend", index, "period") or "", starts)
        if isinstance(span, Period):
            yield Outlay(index, loose(reading.text("spend", index, "source") or ""), span)


_OF_QUOTA = ("period", "amount", "owner", "team")


def _targets(reading: Reading) -> Iterator[Target]:
    """The quotas that can be read, each period of a holder once; what is wrong with others is told elsewhere."""
    starts, seen = _fiscal_year_starts(reading), set[object]()
    for index in range(reading.count("quotas")):
        period, amount, owner, team = (reading.text("quotas", index, key) for key in _OF_QUOTA)
        span, number = _bounded(period or "", starts), read_number(amount or "")
        holder = (loose(owner or ""), loose(team or ""))
        if isinstance(span, Period) and number is not None and (holder, span) not in seen:
            seen.add((holder, span))
            yield Target(index, holder, span, Decimal(number), quoted(owner or team or ""))


def _fiscal_year_starts(reading: Reading) -> int:
    month = read_number(reading.text("fiscal_year_starts") or "1")
    return month if isinstance(month, int) and 1 <= month <= 12 else 1


def _bounded(text: str, starts: int) -> Period | str:
    """The period a text names, or what is wrong with it."""
    if text.strip().casefold().startswith(("last-", "this-", "next-")):
        return "which changes with the day"
    try:
        period = parse_period(text, _SOME_DAY, starts)
    except UsageProblem as problem:
        said = problem.message.split(";")[0]
        return f"where {said.split(': ', 1)[1]}" if said.startswith("period ") and ": " in said else _outside(said)
    return period if period.start and period.end else "which has no first or no last day"


def _outside(said: str) -> str:
    for words in ("ends before it starts", "lies outside the calendar"):
        if words in said:
            return f"which {words}"
    return "which is not a period"


def _period_remedy(text: str) -> str:
    import re

    year, quarter = re.search(r"(?<!\d)(20\d\d)(?!\d)", text), re.search(r"(?i)q\W?([1-4])(?!\d)", text)
    return f"write {year[1]}-Q{quarter[1]}" if year and quarter else f"write {PERIODS}"


def _headers(reading: Reading) -> Iterator[Finding]:
    """One header can't hold two fields."""
    seen: dict[str, str] = {}
    for field in FIELDS:
        header = reading.text("columns", field)
        if header is None:
            continue
        first = seen.setdefault(loose(header), field)
        if first != field:
            problem = f"is {quoted(header)}, which columns.{first} already is"
            yield reading.found(CONTRADICTION, ("columns", field), problem, "a column holds one field; remove one")
