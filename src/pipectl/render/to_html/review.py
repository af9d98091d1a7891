"""The page of `pipectl review`: the meeting, section by section, in the order it is held in."""

from collections.abc import Iterator

from ...domain.result import Measure
from ...domain.review import Headline, Review
from ...domain.values import Unit
from ..spell import days_left, days_of, short_money, target
from ..words.coaching import action_line
from ..words.past import past_notes
from ..words.review import coverage_words, headline_words
from ..words.shared import aside_words, counted, day_words
from .blocks import Block, Items, Page, Section, Tile, Tiles
from .glossary import used
from .parts import data_words, definition, figure, section, spans, words
from .pictures import pictures
from .review_deals import commits, lessons, risks, slipped, stuck
from .review_people import people


def page(found: Review) -> Page:
    """All of it."""
    sections = tuple(_sections(found))
    head = found.headline
    measures = (head.won, head.due, head.weighted, head.attainment, head.coverage)
    own = tuple(definition(each, found.currency) for each in measures)
    return Page(
        title=f"Review · {found.period.label}",
        pipeline=found.pipeline,
        span=spans(
            "" if ".." in found.period.key else days_of(found.period, found.as_of),
            *day_words(found.as_of, found.rows),
            days_left(found.period, found.as_of),
        ),
        sections=sections,
        definitions=(*own, *used(sections)),
        filters=found.filters,
        warning=aside_words(found.rows),
        data=data_words(found.rows, found.findings, found.selected),
        see=found.see_findings if found.findings.total else "",
        notes=(*found.notes, *past_notes(found.past_findings)),
    )


def _sections(found: Review) -> Iterator[Section]:
    yield from section("Headline", _headline(found), "headline", "bare")
    yield from section("Next", _actions(found), "next")
    yield from section("Pictures", pictures("review", found), "pictures")
    yield from section("Commits to inspect", commits(found), "commits")
    yield from section("At risk", risks(found), "risks")
    yield from section("Slipped", slipped(found), "slipped")
    yield from section("Stuck", stuck(found), "stuck")
    yield from section("To learn from", lessons(found), "lessons")
    yield from section("Owners", people(found), "owners")


def _headline(found: Review) -> Iterator[Block]:
    yield _tiles(found, found.headline)
    first, *rest = headline_words(found, str)
    yield from words(first, style="strong")
    yield from words(*rest)


def _tiles(found: Review, head: Headline) -> Tiles:
    quota = head.quota
    aim = target(quota.target_coverage, Unit.MULTIPLE)
    left = (
        "" if quota.remaining is None else f"of the {short_money(quota.remaining, found.currency)} left, target {aim}"
    )
    whole = "" if quota.quota is None else f"of {short_money(quota.quota, found.currency)}"
    covers = figure(head.coverage, found.currency)._replace(text=coverage_words(head.coverage, quota.target_coverage))
    missed = head.coverage.value is not None and head.coverage.value < quota.target_coverage
    return Tiles(
        (
            _tile("Won", head.won, found),
            _tile("Open, due", head.due, found),
            _tile("Weighted", head.weighted, found),
            Tile("Of quota", figure(head.attainment, found.currency), (whole,), head.attainment.key),
            Tile("Coverage", covers._replace(style="alarm") if missed else covers, (left,), head.coverage.key),
        )
    )


def _tile(title: str, found: Measure, review: Review) -> Tile:
    count = found.detail("count")
    deals = "" if count is None or count.value is None else counted(int(count.value), "deal")
    return Tile(title, figure(found, review.currency), (deals,), found.key)


def _actions(found: Review) -> Iterator[Block]:
    """What to do next, most money first."""
    if found.actions:
        yield Items(tuple(action_line(each, found, str) for each in found.actions), "todo")
