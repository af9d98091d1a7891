"""Scores over the leads: how they spread, whom to call first, and how well they told who became an opportunity."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.errors import UsageProblem
from ..domain.finding import Place
from ..domain.lead import LeadBook
from ..domain.lead_scores import Band, LeadScore, LeadScores, LeadUntold, ScoredLead
from ..domain.pipeline import FileAccount
from ..domain.qualification import Score
from ..domain.scorecard import Scored, mean_of
from ..domain.values import Ratio
from ..metrics.lead_sight import Judged
from ..metrics.leads import NO_CONVERSION, NO_SCORE
from ..process.lead_fields import LeadGround, absent, is_set_at_conversion
from ..process.scores import Scale, scored, weighted
from ..process.telling import told_apart

#: Rows of a table where nobody says how many.
SHOWN = 10
#: What leads of either outcome are called.
_CALLED = "converted leads", "others"
_BOUNDS = tuple(Decimal(bound) / 100 for bound in (80, 60, 40, 20, 0))
_WIDTH = Decimal("0.2")
#: Leads of one name that a refusal lists.
_CHOICES = 12


class ScoreQuestion(NamedTuple):
    """What is asked of scores."""

    lead: str | None = None
    """Id or whole name of the one lead that is asked about."""
    limit: int | None = None
    """Rows that a table for people has at most."""
    places: Mapping[tuple[int, int], Place] = {}
    """Where pipeline.yaml has each rule, by its score and its number."""


class Scales(NamedTuple):
    """The scores of pipeline.yaml that know where to look in these leads."""

    ground: LeadGround
    settings: tuple[Score, ...]
    of_today: tuple[Scale[Judged], ...]
    of_ripened: tuple[Scale[Judged], ...]
    """The same for leads whose age of today tells nothing."""

    def scored(self, judged: Iterable[Judged]) -> list[Judged]:
        """The leads with their first score."""
        if not self.of_today:
            return list(judged)
        return [each._replace(score=scored(self.of_today[0], each).exact) for each in judged]


def scales_of(settings: tuple[Score, ...], book: LeadBook, files: tuple[FileAccount, ...], as_of: date) -> Scales:
    """The scores of pipeline.yaml as these leads answer them."""
    ground = LeadGround(book, files, as_of)
    ripened = ground._replace(of_ripened=True)
    return Scales(ground, settings, _scales(settings, ground), _scales(settings, ripened))


def _scales(settings: tuple[Score, ...], ground: LeadGround) -> tuple[Scale[Judged], ...]:
    return tuple(
        Scale(
            each.name,
            tuple(weighted(rule, ground, is_set=is_set_at_conversion(rule.fields(), ground)) for rule in each.rules),
        )
        for each in settings
    )


def scores_of(
    scales: Scales,
    judged: Sequence[Judged],
    inside: Sequence[Judged],
    ripe: Sequence[Judged],
    asked: ScoreQuestion,
    matures_after: int,
) -> LeadScores | None:
    """Everything about scores.

    `inside` are the leads of the period, `ripe` those that conversion is told of; open ones that are older than
    `matures_after` days are called last.

    Raises:
        UsageProblem: a lead is asked for that is not there, or scores are and pipeline.yaml has none.
    """
    if not scales.settings:
        if asked.lead is not None:
            raise UsageProblem(f"--lead {asked.lead!r}: {NO_SCORE}")
        return None
    shown = _open(judged) if asked.lead is None else [_one(asked.lead, judged)]
    leads = sorted((_line(each, scales) for each in shown), key=partial(_rank, matures_after))
    return LeadScores(
        scores=tuple(_score(number, scales, inside, ripe) for number in range(len(scales.settings))),
        looked_at=len(judged),
        leads=tuple(leads),
        closed=tuple(Counter(each.lead.status or "" for each in judged if _is_closed(each)).most_common()),
        lead=None if asked.lead is None else leads[0].key,
        untold=tuple(_untold(scales, judged, asked.places)),
        shown=asked.limit or SHOWN,
    )


def _open(judged: Sequence[Judged]) -> list[Judged]:
    """Those that may become opportunities yet."""
    return [each for each in judged if not each.converted and not each.lead.is_closed]


def _is_closed(each: Judged) -> bool:
    return not each.converted and each.lead.is_closed


def _line(each: Judged, scales: Scales) -> ScoredLead:
    lead, fields = each.lead, scales.ground.book.fields
    return ScoredLead(
        place=lead.place,
        id=lead.id,
        name=lead.name or lead.company or lead.key,
        company=lead.company,
        owner=lead.owner,
        source=lead.source,
        status=lead.status,
        created=lead.created.day,
        age_days=(scales.ground.as_of - lead.created.day).days,
        answered=each.answered if "first_response" in fields else None,
        converted=each.converted if "converted" in fields else None,
        closed=_is_closed(each),
        scores=tuple(scored(scale, each) for scale in scales.of_today),
    )


def _rank(matures_after: int, lead: ScoredLead) -> tuple[bool, bool, Fraction, bool, int, Place]:
    """The best score first, of those alike who waits for an answer, then the youngest.

    Those that have hardly a chance left by their age come after all others, and those without a score last.
    """
    share = lead.scores[0].exact
    return (
        share is None,
        lead.age_days > matures_after,
        -(share or Fraction(0)),
        lead.answered is not False,
        lead.age_days,
        lead.place,
    )


def _score(number: int, scales: Scales, inside: Sequence[Judged], ripe: Sequence[Judged]) -> LeadScore:
    scale = scales.of_ripened[number]
    found = [scored(scales.of_today[number], each).exact for each in inside]
    shares = [share for share in found if share is not None]
    past = [(each.converted, scored(scale, each)) for each in ripe]
    told = told_apart(scale, past, _CALLED)
    if "converted" not in scales.ground.book.fields:
        told = told_apart(scale, past := [], _CALLED)._replace(untold=NO_CONVERSION)
    bands = tuple(_band(low, shares, past) for low in _BOUNDS)
    return LeadScore(scale.name, mean_of(shares), len(found) - len(shares), bands, told)


def _band(low: Decimal, shares: Sequence[Fraction], past: Sequence[tuple[bool, Scored]]) -> Band:
    high = low + _WIDTH
    here = [converted for converted, one in past if one.exact is not None and _is_in(one.exact, low)]
    of_period = sum(_is_in(share, low) for share in shares)
    return Band(low, high, Ratio(of_period, len(shares)), Ratio(sum(here), len(here)))


def _is_in(share: Fraction, low: Decimal) -> bool:
    return share >= low and (share < low + _WIDTH or low == _BOUNDS[0])


def _untold(scales: Scales, judged: Sequence[Judged], places: Mapping[tuple[int, int], Place]) -> Iterator[LeadUntold]:
    """Why rules can't be judged today, and of how many leads."""
    for number, (score, scale) in enumerate(zip(scales.settings, scales.of_today, strict=True)):
        for at, (rule, own) in enumerate(zip(score.rules, scale.rules, strict=True)):
            place = places.get((number, at)) if any(absent(name, scales.ground) for name in rule.fields()) else None
            counts = Counter(why for each in judged for why in own.judge(each).why)
            for why, count in counts.items():
                yield LeadUntold(f"{score.name}: {rule.name}", why, count, place)


def _one(text: str, judged: Sequence[Judged]) -> Judged:
    """The one lead of an id, else of a whole name or company."""
    of_id = [each for each in judged if each.lead.id == text.strip()]
    names = [(each, {loose(name) for name in (each.lead.name, each.lead.company) if name}) for each in judged]
    found = of_id or [each for each, known in names if loose(text) in known]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageProblem(f"--lead {text!r} is no id, name or company of a lead that the filters leave; see its file")
    listed = "; ".join(f"{each.lead.key} ({each.lead.place})" for each in found[:_CHOICES])
    more = f"; and {len(found) - _CHOICES:,} more" if len(found) > _CHOICES else ""
    raise UsageProblem(f"--lead {text!r} is {len(found):,} leads: {listed}{more}; name one by its id, or add --where")
