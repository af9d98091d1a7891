"""The part of `pipectl leads` as Markdown that is about scores."""

from collections.abc import Iterator

from ...domain.lead_scores import LeadScore, LeadScores, ScoredLead
from ..harmless import for_markdown
from ..spell import many
from ..words.lead_score import (
    OF_BANDS,
    POINTS,
    TITLES,
    answered_words,
    band_cells,
    call_head,
    closed_words,
    gave_words,
    holds_words,
    lead_facts,
    own_words,
    remark_words,
    rule_cells,
    score_head,
    told_words,
    untold_words,
)
from ..words.qualify import given_words, score_words
from .parts import Row, name, table

#: Reasons why something can't be judged that are shown.
REASONS = 12


def parts(found: LeadScores) -> list[str]:
    """Whom to call first, then each score; or the scores of the one lead."""
    said = list(_one(found.leads[0])) if found.lead is not None else [*_calls(found), *_scores(found)]
    reasons = [f"- {words}" for words in untold_words(found, for_markdown, REASONS)]
    return [*said, *(["\n".join(reasons)] if reasons else [])]


def _calls(found: LeadScores) -> Iterator[str]:
    yield f"## {call_head(found)}"
    shown = found.leads[: found.shown]
    if shown:
        others = (f">{name(each.name)}" for each in found.scores[1:])
        titles = ("Lead", "Owner", ">Age", "", ">Score", *others, "Given by")
        yield table(titles, [_call(each) for each in shown])
        yield POINTS
    closed = closed_words(found, for_markdown)
    if closed:
        yield closed


def _call(lead: ScoredLead) -> Row:
    return (
        name(f"{lead.id} {lead.name}" if lead.id and lead.id != lead.name else lead.name),
        name(lead.owner),
        f"{many(lead.age_days)} d",
        answered_words(lead),
        *(score_words(each) for each in lead.scores),
        gave_words(lead.scores[0], for_markdown),
    )


def _scores(found: LeadScores) -> Iterator[str]:
    for each in found.scores:
        yield f"## {score_head(each, for_markdown)}"
        yield table(("Score", ">Leads", ">Converted"), [band_cells(band) for band in each.bands])
        yield OF_BANDS
        yield from _told(each)


def _told(score: LeadScore) -> Iterator[str]:
    yield from told_words(score, for_markdown)
    if score.told.untold is None:
        rows = [(name(rule.name), *rule_cells(rule), remark_words(rule)) for rule in score.told.rules]
        yield table((TITLES[0], *(f">{title}" for title in TITLES[1:]), ""), rows)


def _one(lead: ScoredLead) -> Iterator[str]:
    yield f"## {name(lead.name)}"
    yield " · ".join(lead_facts(lead, for_markdown))
    for score in lead.scores:
        yield f"### {own_words(score, for_markdown)}"
        rows = [
            (
                name(rule.name),
                given_words(rule.points),
                given_words(rule.given),
                holds_words(rule.holds, rule.why, for_markdown),
            )
            for rule in score.rules
        ]
        yield table(("Rule", ">Points", ">Given", ""), rows)
