"""Tables of a forecast: what drives it, what moved it, the next periods, categories, groups, and what would change."""

from collections.abc import Iterator
from itertools import groupby

from ...domain.forecast import Forecast, Move, Outlook, Prospect
from ...domain.values import EXACT, Unit
from ..reasons import gathered, heading
from ..words.forecast import (
    AS_IT_IS,
    CATEGORIES,
    NOT_CREATED,
    ROLLED,
    band_words,
    gives_words,
    has_brings,
    learnt_words,
    missing_words,
    new_words,
    no_drivers_words,
    of_quotas,
    others_words,
    reason_words,
    since_words,
)
from ..words.shared import counted, cut
from .blocks import Block, Cell, Column, Section, table
from .parts import NONE, day, money, moved, name, number, reasons_why, section, text, words
from .report_tables import NO_KEY

EXPECTED_COLUMN = Column("Expected", right=True, term="t-expected")
_PARTS = (
    EXPECTED_COLUMN,
    Column("Booked", right=True, term="t-booked"),
    Column("Open", right=True, term="t-open"),
    Column("New", right=True, term="t-new"),
    Column("P10 – P90", right=True, term="t-band"),
    Column("Quota", right=True, term="t-quota"),
    Column("P(≥ quota)", right=True, term="t-p_quota"),
)
_AMOUNT = Column("Amount", right=True, term="t-amount")


def chance(outlook: Outlook) -> Cell:
    """The chance of the quota."""
    return number(outlook.p_quota, Unit.PERCENT)


def drivers(found: Forecast) -> Iterator[Block]:
    """The open opportunities that give most, how many more there are, and what learnt chances were worth."""
    if found.outlook.parts is None:
        return
    learnt = any(each.ever is not None for each in found.prospects)
    columns = [
        Column("Opportunity"),
        Column("Owner"),
        Column("Stage"),
        Column("Due", term="t-close"),
        _AMOUNT,
        *([Column("Brings", right=True, term="t-brings")] if has_brings(found) else []),
        Column("Chance", right=True, term="t-in_time"),
        Column("Gives", right=True, term="t-gives"),
    ]
    columns += [Column("Ever", right=True, term="t-ever"), Column("Because of", wide=True)] if learnt else []
    rows = (_driver(found, each, learnt=learnt) for each in found.prospects)
    yield from (each._replace(filter="Filter") for each in table("Those that give most first", columns, rows))
    yield from words(others_words(found), no_drivers_words(found), missing_words(found))
    yield from words(*gives_words(found), *learnt_words(found, str), style="quiet")


def _driver(found: Forecast, each: Prospect, *, learnt: bool) -> tuple[Cell, ...]:
    ever = (number(each.ever, Unit.PERCENT), text(reason_words(each)))
    return (
        name(each.name),
        name(each.owner),
        name(each.stage),
        day(each.expected_close, found.as_of),
        money(each.amount, found.currency),
        *((money(each.brings, found.currency),) if has_brings(found) else ()),
        number(each.probability, Unit.PERCENT),
        money(each.gives, found.currency, "strong"),
        *(ever if learnt else ()),
    )


def since(found: Forecast) -> Iterator[Block]:
    """What moved the forecast since the last snapshot."""
    if found.outlook.parts is None:
        return
    yield from words(since_words(found, str), style="strong")
    change = found.since
    if change is None:
        return
    rows = [_move(found, move) for move in change.moves]
    rest = (text(""), text(""), text(""))
    if change.others:
        rows.append(
            (text(counted(change.others, "other")), *rest, moved(change.others_moved, found.currency), text(""))
        )
    if change.new_moved:
        rows.append((text(NOT_CREATED), *rest, moved(change.new_moved, found.currency), text("")))
    columns = (
        Column("Opportunity"),
        Column("Owner"),
        Column("Then", right=True, term="t-gives"),
        Column("Now", right=True, term="t-gives"),
        Column("Moved", right=True, term="t-change"),
        Column("Last seen"),
    )
    yield from table("Those that moved it most first", columns, rows, sorts=False)


def _move(found: Forecast, move: Move) -> tuple[Cell, ...]:
    then, now = money(move.before, found.currency), money(move.after, found.currency)
    by, seen = moved(move.moved, found.currency), text(move.outcome.value)
    return name(move.name), name(move.owner), then, now, by, seen


def _outlook(outlook: Outlook, currency: str | None) -> tuple[Cell, ...]:
    parts, band = outlook.parts, outlook.band
    amounts = (None,) * 4 if parts is None else (parts.expected, parts.booked, parts.open, parts.new)
    between = NONE if band is None else Cell(band_words(band, currency), order=format(band.p10, "f"))
    return (
        *(money(each, currency) for each in amounts),
        between,
        money(outlook.quota, currency),
        chance(outlook),
    )


def ahead(found: Forecast) -> Iterator[Block]:
    """This and the next periods."""
    if len(found.ahead) < 2:
        return
    rows = ((text(each.period.label), *_outlook(each.outlook, found.currency)) for each in found.ahead)
    yield from table("Each period with its quota", (Column("Period"), *_PARTS), rows, sorts=False)
    reasons = gathered((each.period.label, each.outlook.undefined) for each in found.ahead[1:])
    yield from reasons_why(reasons | of_quotas(found.ahead))


def categories(found: Forecast) -> Iterator[Block]:
    """What is due by forecast category, each alone and rolled up."""
    if found.no_categories is not None:
        yield from reasons_why({found.no_categories: ["Forecast categories"]})
        return
    columns = (
        Column("Category"),
        Column("Period"),
        Column("Deals", right=True, term="t-deals"),
        _AMOUNT,
        Column("Rolled up", right=True, term="t-rolled"),
    )
    rows = (
        (
            text(CATEGORIES[line.category]),
            text(each.period.label),
            number(line.opportunities),
            money(line.amount, found.currency),
            text("") if line.cumulative is None else money(line.cumulative, found.currency),
        )
        for each in found.ahead
        for line in each.categories
    )
    yield from table("Due by forecast category", columns, rows, sorts=False)
    yield from words(ROLLED, style="quiet")


def group_sections(found: Forecast) -> Iterator[Section]:
    """A section for each `--by`; the parts of all groups add to the whole."""
    for place, (by, some) in enumerate(groupby(found.groups, key=lambda one: one.by), 1):
        groups, head = list(some), cut(heading(by), 60)
        rows = [
            (name(NO_KEY if each.key is None else each.key), *_outlook(each.outlook, found.currency)) for each in groups
        ]
        blocks: tuple[Block, ...] = (
            *table("The parts of all groups add to the whole", (Column(head), *_PARTS), rows),
            *words(new_words(found, by), style="quiet"),
            *reasons_why(of_quotas(groups)),
        )
        yield from section(f"By {head}", blocks, f"by-{place}")


def what_if(found: Forecast) -> Iterator[Block]:
    """The forecast with something changed, beside the unchanged one."""
    if not found.suppositions or found.outlook.parts is None:
        return
    rows = [_supposed(found, AS_IT_IS, found.outlook)]
    rows += [_supposed(found, ", ".join(each.changes), each.outlook) for each in found.suppositions]
    columns = (
        Column("Supposed"),
        EXPECTED_COLUMN,
        Column("By", right=True, term="t-change"),
        *(Column(title, right=True, term="t-cases") for title in ("Bear", "Fair", "Bull")),
        Column("P(≥ quota)", right=True, term="t-p_quota"),
    )
    yield from table("The same forecast with something changed", columns, rows, sorts=False)


def _supposed(found: Forecast, title: str, outlook: Outlook) -> tuple[Cell, ...]:
    whole, parts, band = found.outlook.parts, outlook.parts, outlook.band
    by = text("")
    if whole is not None and parts is not None and outlook is not found.outlook:
        by = moved(EXACT.subtract(parts.expected, whole.expected), found.currency)
    cases = (None, None, None) if band is None else (band.p25, band.p50, band.p75)
    expected = money(None if parts is None else parts.expected, found.currency, "strong")
    return name(title), expected, by, *(money(each, found.currency) for each in cases), chance(outlook)
