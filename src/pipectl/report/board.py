"""The board: what the report and the list say of open opportunities, stage by stage."""

from collections.abc import Mapping

from ..domain.board import Board, BoardCard, BoardColumn
from ..domain.finding import Place
from ..domain.listing import Listed, Listing
from ..domain.result import Attention, Report, StageLine
from ..domain.rule import Test
from ..domain.spec import StageKind
from ..domain.values import Outcome
from ..views import Question


def build_board(
    report: Report, listing: Listing, *, limit: int | None = None, stages: frozenset[str] = frozenset()
) -> Board:
    """The open ones of a list as cards, with the signs of a report that names all it wants looked at.

    Both answer the same question. `limit` is how many cards of a column are asked for; of the stages, those that have
    none are left out where only some are asked about.
    """
    signs = {each.place: each for each in report.attention}
    cards = {band.stage: _cards(band.rows, signs) for band in listing.bands}
    columns = (_column(line, cards.get(line.name, ()), limit) for line in report.stages if _stands(line, stages))
    return Board(
        pipeline=report.pipeline,
        currency=report.currency,
        as_of=report.as_of,
        filters=report.filters,
        columns=tuple(columns),
        opportunities=sum(line.open_count for line in report.stages),
        amount=report.measure("pipeline_value").value,
        weighted=report.measure("weighted_pipeline").value,
        at_risk=report.at_risk_count,
        rows=report.rows,
        findings=report.findings,
        notes=listing.notes,
        see_findings=report.see_findings,
        currencies=report.currencies,
        past_findings=report.past_findings,
    )


def stages_asked(question: Question) -> frozenset[str]:
    """The stages that a question is narrowed to; none where it speaks of all."""
    rules = (rule for rule in question.rules if rule.field == "stage" and rule.test is Test.ONE_OF)
    return frozenset(stage for rule in rules if isinstance(rule.value, tuple) for stage in rule.value)


def _stands(line: StageLine, stages: frozenset[str]) -> bool:
    """Whether a stage has a column: every open one that is asked about, and whichever holds an open opportunity."""
    return bool(line.open_count) or (line.kind is StageKind.OPEN and (not stages or line.name in stages))


def _cards(rows: tuple[Listed, ...], signs: Mapping[Place, Attention]) -> tuple[BoardCard, ...]:
    return tuple(_card(row, signs.get(row.place)) for row in rows if row.outcome is Outcome.OPEN)


def _card(row: Listed, found: Attention | None) -> BoardCard:
    return BoardCard(row, None, ()) if found is None else BoardCard(row, found.severity, found.signs)


def _column(line: StageLine, cards: tuple[BoardCard, ...], limit: int | None) -> BoardColumn:
    return BoardColumn(
        stage=line.name,
        kind=line.kind,
        opportunities=line.open_count,
        amount=line.open_amount,
        weighted=line.weighted,
        at_risk=line.at_risk,
        cards=cards,
        limit=limit,
        currency=line.currency,
    )
