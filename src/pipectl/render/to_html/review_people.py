"""Owners side by side, each above what they were in the lookback before, and a hint what to talk about."""

from collections.abc import Iterator

from ...domain.coaching import Compared, Person
from ...domain.review import Review
from ..exact import exact
from ..reasons import gathered
from ..words.coaching import apart_words, hint_words
from ..words.review import BEFORE, NO_DIFFERENCE, NO_OWNERS, coverage_words, figure_words, owner_words, reasons_of
from .blocks import MOST_ROWS, Block, Cell, Column, Heading, Items, table
from .glossary import FIGURES
from .parts import NONE, reasons_why, text, words


def people(found: Review) -> Iterator[Block]:
    """The table, what differs by more than chance, and a hint an owner."""
    team = found.people
    yield from words(found.lookback.label, style="quiet")
    if team.untold is not None or not team.owners:
        yield from words(NO_OWNERS if team.untold is None else f"Not told: {team.untold}.")
        return
    columns = (
        Column("Owner"),
        *(Column(title, right=True, term=f"t-{key}") for key, title in FIGURES),
        Column("Coverage", right=True, term="t-of_rest"),
    )
    rows = [row for person in team.owners for row in _rows(found, person, owner_words(person.owner, str))]
    yield from table("Each above what was before", columns, [*_rows(found, team.team, "Team"), *rows], sorts=False)
    yield from words(_legend(found), style="quiet")
    yield from reasons_why(gathered(reasons_of(team.team.figures)))
    apart = apart_words(team, str)
    if apart:
        yield Items(apart)
    yield from words("" if apart else NO_DIFFERENCE)
    yield Heading("What to talk about")
    hints = (f"{owner_words(one.owner, str)}: {hint_words(one, team, found, str)}" for one in team.owners[:MOST_ROWS])
    yield Items(tuple(hints))


def _legend(found: Review) -> str:
    team = found.people
    before = f"; {BEFORE}: {team.before.label}" if team.before else f"; {team.no_before}" if team.no_before else ""
    return (
        f"Of: deals behind a figure, fewer than {team.least} are too few to say; overdue: share of what is open; "
        f"quiet: days since the last activity of what is open, median{before}."
    )


def _rows(found: Review, person: Person, called: str) -> Iterator[tuple[Cell, ...]]:
    """Now, and before where anything was decided then."""
    figures = [person.figure(key) for key, _ in FIGURES]
    covers = person.coverage
    coverage = Cell(
        coverage_words(covers, found.headline.quota.target_coverage),
        "" if covers.value is None else exact(covers.value, covers.unit) or "",
        style="good" if covers.met else "",
    )
    title = text(called, "strong" if person is found.people.team else "")
    yield title, *(_now(found, each, person) for each in figures), coverage
    if any(each.before_behind for each in figures):
        yield (text(BEFORE, "quiet"), *(_then(each, person) for each in figures), text(""))


def _now(found: Review, each: Compared, person: Person) -> Cell:
    if each.own.value is None:
        return NONE
    said, few = figure_words(each.own, each.behind, person.currency), each.behind < found.people.least
    return Cell(said, exact(each.own.value, each.own.unit) or "", style="quiet" if few else "")


def _then(each: Compared, person: Person) -> Cell:
    return text("" if each.before is None else figure_words(each.before, each.before_behind, person.currency), "quiet")
