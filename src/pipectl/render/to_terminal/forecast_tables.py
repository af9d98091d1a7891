"""Tables of a forecast: what drives it, what moved it, the next periods, categories, groups, and what would change."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.forecast import Ahead, Forecast, GroupLine, Outlook, Prospect
from ...domain.values import EXACT, Unit
from ..reasons import gathered
from ..spell import UNDEFINED, many, short_day, short_money, signed, spell
from ..words.forecast import (
    AS_IT_IS,
    CATEGORIES,
    NOT_CREATED,
    ROLLED,
    TOGETHER,
    band_words,
    chance_words,
    gives_words,
    has_brings,
    learnt_words,
    missing_words,
    move_words,
    new_words,
    no_drivers_words,
    of_quotas,
    others_words,
    part_words,
    reasons_of,
    since_words,
)
from ..words.shared import counted
from .groups import SHOWN, key_cell, key_column, not_shown
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, Parted, staying, table

_DEAL = Column("Opportunity", least=16, most=44, first=True)
_OWNER = Column("Owner", rank=4, least=5, most=18)
_BRINGS = Column("Brings", right=True, rank=6)
_DRIVERS = (
    _DEAL,
    _OWNER,
    Column("Stage", rank=4, least=8, most=24),
    Column("Due", rank=5),
    Column("Amount", right=True),
    _BRINGS,
    Column("Chance", right=True),
    Column("Gives", right=True),
)
_EVER = Column("Ever", right=True, rank=1)
#: Reasons name the stage where it matters; cut to less than one of them they tell nothing, and neither does the name.
_BECAUSE = Column("because of", rank=2, least=32, most=70)
WIDER = "… reasons for ever in a wider window, or with --format csv"
_MOVES = (
    _DEAL,
    _OWNER,
    Column("Then", right=True),
    Column("Now", right=True),
    Column("Moved", right=True),
    Column("Last seen", rank=3),
)
_PARTS = (
    Column("Expected", right=True),
    Column("Booked", right=True, rank=2),
    Column("Open", right=True, rank=1),
    Column("New", right=True, rank=1),
    Column("P10 – P90", right=True),
    Column("Quota", right=True, rank=3),
    Column("P(≥ quota)", right=True),
)
_WHAT_IF = (
    Column("Supposed", least=16, most=60),
    Column("Expected", right=True),
    Column("By", right=True),
    Column("Bear", right=True, rank=2),
    Column("Fair", right=True, rank=1),
    Column("Bull", right=True, rank=2),
    Column("P(≥ quota)", right=True),
)


def driver_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """The open opportunities that give most, how many more there are, and what learnt chances were worth."""
    if found.outlook.parts is None:
        return []
    lines: list[RenderableType] = []
    wider: list[str] = []
    if found.prospects:
        learnt = any(each.ever is not None for each in found.prospects)
        rows = [_driver(ink, found, each) for each in found.prospects]
        columns = _driver_columns(ink, found, rows)
        lines.append(table(ink, columns, [row[: len(columns)] for row in rows]))
        wider += [WIDER] if learnt and columns[-1] != _BECAUSE else []
    said = [each for each in (others_words(found), no_drivers_words(found), missing_words(found), *wider) if each]
    lines += [ink.say(f" {each}", "quiet") for each in said]
    told = [*gives_words(found), *learnt_words(found, ink.foreign)]
    return [*lines, BLANK, *(line for each in told for line in ink.wrap(ink.say(each, "quiet"), Text(" ")))]


def _driver_columns(ink: Ink, found: Forecast, rows: Sequence[Sequence[Cell]]) -> Sequence[Column]:
    """Those there is room for; where there is none for reasons, the others have it."""
    columns = _DRIVERS if has_brings(found) else tuple(each for each in _DRIVERS if each is not _BRINGS)
    if all(each.ever is None for each in found.prospects):
        return columns
    reasoned = (columns[0]._replace(least=24), *columns[1:], _EVER, _BECAUSE)
    return reasoned if len(reasoned) - 1 in staying(ink, reasoned, rows) else (*columns, _EVER)


def _driver(ink: Ink, found: Forecast, each: Prospect) -> list[Cell]:
    return [
        ink.name(each.name, 60),
        ink.name(each.owner, 30),
        ink.name(each.stage, 30),
        ink.say(short_day(each.expected_close, found.as_of)),
        ink.say(short_money(each.amount, found.currency)),
        *([ink.say(short_money(each.brings, found.currency))] if has_brings(found) else []),
        ink.say(spell(each.probability, Unit.PERCENT)),
        ink.say(short_money(each.gives, found.currency), "strong"),
        ink.say(spell(each.ever, Unit.PERCENT)),
        Parted([ink.say(ink.foreign(words), "quiet") for words in reasons_of(each)]),
    ]


def since_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """What moved the forecast since the last snapshot."""
    if found.outlook.parts is None:
        return []
    lines: list[RenderableType] = [*ink.wrap(ink.say(since_words(found, ink.foreign), "strong"))]
    change = found.since
    if change is None:
        return lines
    rows: list[Sequence[Cell]] = []
    for move in change.moves:
        then, now, by = move_words(move, found.currency)
        who = (ink.name(move.name, 60), ink.name(move.owner, 30))
        rows.append([*who, ink.say(then), ink.say(now), ink.say(by, "strong"), ink.say(move.outcome.value)])
    if change.others:
        by = signed(change.others_moved, Unit.MONEY, found.currency, short=True)
        rows.append([ink.say(f"{counted(change.others, 'other')}", "quiet"), *_bare(ink, by)])
    if change.new_moved:
        by = signed(change.new_moved, Unit.MONEY, found.currency, short=True)
        rows.append([ink.say(NOT_CREATED, "quiet"), *_bare(ink, by)])
    return [*lines, *([table(ink, _MOVES, rows)] if rows else [])]


def _bare(ink: Ink, by: str) -> list[Text]:
    return [BLANK, BLANK, BLANK, ink.say(by, "strong"), BLANK]


def ahead_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """This and the next periods."""
    if len(found.ahead) < 2:
        return []
    rows = [
        [ink.say(ink.foreign(each.period.label)), *_outlook(ink, each.outlook, found.currency)] for each in found.ahead
    ]
    reasons = gathered((each.period.label, each.outlook.undefined) for each in found.ahead[1:])
    told = undefined_lines(ink, reasons | of_quotas(found.ahead))
    return [table(ink, [Column("Period", least=8, most=26), *_PARTS], rows), *([BLANK, *told] if told else [])]


def _outlook(ink: Ink, outlook: Outlook, currency: str | None) -> list[Text]:
    texts = (
        *part_words(outlook.parts, currency),
        band_words(outlook.band, currency),
        short_money(outlook.quota, currency),
        chance_words(outlook),
    )
    return [ink.say(text) for text in texts]


def category_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """What is due by forecast category, each alone and rolled up, a pair of columns a period."""
    if found.no_categories is not None:
        return [*undefined_lines(ink, {found.no_categories: ["Forecast categories"]})]
    names = dict.fromkeys(line.category for each in found.ahead for line in each.categories)
    order = [name for name in CATEGORIES if name in names]
    columns, rows, shown = [Column("Category")], [[ink.say(CATEGORIES[name])] for name in order], 0
    for each in found.ahead:
        # Three columns a period, that of one for which there is no room left out whole.
        wider = [*columns, *(Column(title, right=True, rank=shown) for title in _titles(ink, each))]
        cells = [[*row, *_category(ink, found, each, name)] for row, name in zip(rows, order, strict=True)]
        if len(staying(ink, wider, cells)) < len(wider):
            break
        columns, rows, shown = wider, cells, shown + 1
    left = len(found.ahead) - shown
    more = [ink.say(f" … and {counted(left, 'more period')} in a wider window, or with --format csv", "quiet")]
    legend = ink.wrap(ink.say(ROLLED, "quiet"), Text(" "))
    return [table(ink, columns, rows), *(more if left else []), BLANK, *legend]


def _titles(ink: Ink, each: Ahead) -> tuple[str, str, str]:
    return ink.foreign(each.period.label), "Deals", "Rolled up"


def _category(ink: Ink, found: Forecast, each: Ahead, name: str) -> list[Text]:
    line = next((line for line in each.categories if line.category == name), None)
    rolled = None if line is None else line.cumulative
    return [
        ink.say(short_money(None if line is None else line.amount, found.currency)),
        ink.say(UNDEFINED if line is None else f"{many(line.opportunities)}"),
        ink.say("" if rolled is None else short_money(rolled, found.currency), "strong"),
    ]


def group_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """A table for each `--by`; the parts of all groups add to the whole."""
    lines: list[RenderableType] = []
    for by, some in groupby(found.groups, key=lambda one: one.by):
        groups = list(some)
        rows = [_group(ink, found, each) for each in groups[:SHOWN]]
        lines += [*([BLANK] if lines else []), table(ink, [key_column(ink, by), *_PARTS], rows)]
        lines += not_shown(ink, groups)
        told = undefined_lines(ink, of_quotas(groups[:SHOWN]))
        lines += [BLANK, *ink.wrap(ink.say(new_words(found, by), "quiet"), Text(" ")), *told]
    return lines


def _group(ink: Ink, found: Forecast, group: GroupLine) -> list[Cell]:
    return [key_cell(ink, group.key), *_outlook(ink, group.outlook, found.currency)]


def what_if_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """The forecast with something changed, beside the unchanged one."""
    whole = found.outlook.parts
    if not found.suppositions or whole is None:
        return []
    rows = [_supposed(ink, found, AS_IT_IS, found.outlook)]
    rows += [
        _supposed(ink, found, TOGETHER if len(each.changes) > 1 else each.changes[0], each.outlook)
        for each in found.suppositions
    ]
    return [table(ink, _WHAT_IF, rows)]


def _supposed(ink: Ink, found: Forecast, title: str, outlook: Outlook) -> list[Cell]:
    whole, parts, band = found.outlook.parts, outlook.parts, outlook.band
    by = ""
    if whole is not None and parts is not None and outlook is not found.outlook:
        by = signed(EXACT.subtract(parts.expected, whole.expected), Unit.MONEY, found.currency, short=True)
    cases = (None, None, None) if band is None else (band.p25, band.p50, band.p75)
    return [
        ink.name(title, 60),
        ink.say(part_words(parts, found.currency)[0], "strong"),
        ink.say(by),
        *(ink.say(short_money(each, found.currency)) for each in cases),
        ink.say(chance_words(outlook)),
    ]
