"""Owners side by side, each above what they were in the lookback before, and a hint what to talk about."""

from rich.console import RenderableType
from rich.text import Text

from ...domain.coaching import Compared, Person
from ...domain.review import Review
from ..reasons import gathered
from ..words.coaching import apart_words, hint_words
from ..words.review import BEFORE, NO_DIFFERENCE, NO_OWNERS, coverage_words, figure_words, owner_words, reasons_of
from .groups import not_shown
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, staying, table

#: Owners that the screen has room for; the others are in every other format.
SHOWN = 25
#: Columns of the screen that a name before a sentence may take.
LONGEST = 16
#: Titles of the figures, and which leave first where room is short.
_FIGURES = (
    ("win_rate", "Win rate", 0),
    ("average_deal_size", "Deal size", 2),
    ("sales_cycle", "Cycle", 3),
    ("slippage", "Overdue", 1),
    ("days_since_activity", "Quiet", 4),
)


def people_lines(ink: Ink, found: Review) -> list[RenderableType]:
    """The table, what differs by more than chance, and a hint an owner."""
    people = found.people
    lines: list[RenderableType] = [*ink.parts(ink.say("Owners", "title"), [found.lookback.label], "quiet")]
    if people.untold is not None:
        return [*lines, *ink.wrap(ink.say(f"Not told: {ink.foreign(people.untold)}."), Text(" "))]
    if not people.owners:
        return [*lines, *ink.wrap(ink.say(NO_OWNERS), Text(" "))]
    shown = people.owners[:SHOWN]
    rows = [row for person in shown for row in _rows(ink, person, ink.name(owner_words(person.owner, str), 30), found)]
    rows += _rows(ink, people.team, ink.say("Team", "strong"), found)
    columns = (
        Column("Owner", least=8, most=24),
        *(Column(title, right=True, rank=rank) for _, title, rank in _FIGURES),
        Column("Coverage", right=True, rank=1),
    )
    lines += [BLANK, table(ink, columns, rows), *not_shown(ink, people.owners)]
    lines += _legend(ink, found, {columns[index].title for index in staying(ink, columns, rows)})
    return [*lines, BLANK, *_apart(ink, found), *_hints(ink, found, shown)]


def _rows(ink: Ink, person: Person, name: Text, found: Review) -> list[list[Cell]]:
    """Now, and before where anything was decided then."""
    figures = [person.figure(key) for key, _, _ in _FIGURES]
    now: list[Cell] = [
        name,
        *(_cell(ink, each, person, found) for each in figures),
        ink.say(coverage_words(person.coverage, found.headline.quota.target_coverage)),
    ]
    if not any(each.before_behind for each in figures):
        return [now]
    then = [BLANK if each.before is None else _then(ink, each, person) for each in figures]
    return [now, [ink.say(f"  {BEFORE}", "quiet"), *then, BLANK]]


def _cell(ink: Ink, each: Compared, person: Person, found: Review) -> Text:
    few = each.behind < found.people.least
    return ink.say(figure_words(each.own, each.behind, person.currency), "quiet" if few else "")


def _then(ink: Ink, each: Compared, person: Person) -> Text:
    return ink.say(figure_words(each.before, each.before_behind, person.currency), "quiet")


def _legend(ink: Ink, found: Review, stay: set[str]) -> list[Text]:
    """What the table's short titles mean, of the columns there is room for."""
    people = found.people
    said = [
        f"of: deals behind a figure, fewer than {people.least} are too few to say",
        *(["overdue: share of what is open"] if "Overdue" in stay else []),
        *(["quiet: days since the last activity of what is open, median"] if "Quiet" in stay else []),
        *([f"{BEFORE}: {ink.foreign(people.before.label)}"] if people.before else []),
        *([people.no_before] if people.no_before else []),
    ]
    told = [people.team.figure(key) for key, title, _ in _FIGURES if title in stay]
    reasons = gathered(reasons_of(told))
    return [BLANK, *ink.wrap(ink.say(" · ".join(said), "quiet"), Text(" ")), *undefined_lines(ink, reasons)]


def _apart(ink: Ink, found: Review) -> list[Text]:
    said = apart_words(found.people, ink.foreign, SHOWN)
    if not said:
        return ink.wrap(ink.say(NO_DIFFERENCE), Text(" "))
    return [line for words in said for line in ink.wrap(ink.say(words), Text(" "))]


def _hints(ink: Ink, found: Review, shown: tuple[Person, ...]) -> list[Text]:
    """A sentence an owner, the names flush."""
    names = [ink.name(owner_words(person.owner, str), LONGEST) for person in shown]
    width = max(name.cell_len for name in names)
    lines = []
    for person, name in zip(shown, names, strict=True):
        name.pad_right(width - name.cell_len)
        name.stylize("strong")
        words = hint_words(person, found.people, found, ink.foreign)
        lines += ink.wrap(ink.say(words), Text(" ") + name + Text("  "))
    return lines
