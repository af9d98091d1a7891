"""Sentences about scores of leads. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterator
from decimal import Decimal

from ...domain.lead_scores import Band, LeadScore, LeadScores, ScoredLead
from ...domain.scorecard import RuleTold, Scored
from ...domain.values import Unit
from ..spell import UNDEFINED, chance, many, spell
from .qualify import NAME, given_words, points_words, rate_words, score_words, wrong_words
from .shared import Clean, counted, cut, listed

#: Statuses that a sentence names.
_NAMED = 3
#: Said below the bands.
OF_BANDS = "leads: created in the period · converted: of those ripened, as conversion is told"
#: Said below whom to call.
POINTS = "the rules that gave their points; ? can't be judged"
TITLES = "Rule", "Points", "Converted with it", "Converted without"
WAITING = "not answered"


def score_head(score: LeadScore, clean: Clean) -> str:
    """`Lead score · mean 61% of 42 leads of the period, 3 have none`."""
    name = clean(cut(score.name, NAME))
    left = f", {many(score.unscored)} without a score" if score.unscored else ""
    of = counted(int(score.mean.denominator), "lead")
    mean = UNDEFINED if score.mean.value is None else spell(score.mean.value, Unit.PERCENT)
    return f"{name} · mean {mean} of {of} of the period{left}"


def band_title(band: Band) -> str:
    """`60% to 80%`; the highest `80% and more`, the lowest `below 20%`."""
    low, high = (spell(bound, Unit.PERCENT) for bound in (band.low, band.high))
    return f"{low} and more" if band.high >= 1 else f"{low} to {high}" if band.low else f"below {high}"


def band_cells(band: Band) -> tuple[str, str, str]:
    """Its title, the leads of the period in it, and how many of the ripened ones converted."""
    return band_title(band), f"{many(int(band.leads.numerator))}", rate_words(band.converted)


def call_head(found: LeadScores) -> str:
    """`Call first · 10 of 38 open leads shown`."""
    number = len(found.leads)
    shown = (
        f"{many(found.shown)} of {many(number)} open leads, best first, old ones last"
        if number > found.shown
        else "best first, old ones last"
    )
    return f"Call first · {shown}" if number else "Call first · no lead is open here"


def closed_words(found: LeadScores, clean: Clean) -> str | None:
    """How many are closed by their status, and which statuses those are; None where none is."""
    number = sum(count for _, count in found.closed)
    if not number:
        return None
    names = listed([clean(cut(status, NAME)) for status, _ in found.closed[:_NAMED]])
    return f"{counted(number, 'lead')} of a status that is closed ({names}) {'is' if number == 1 else 'are'} left out"


def answered_words(lead: ScoredLead) -> str:
    """Whether it is answered; the ones that wait are marked."""
    return UNDEFINED if lead.answered is None else "answered" if lead.answered else WAITING


def gave_words(score: Scored, clean: Clean) -> str:
    """What gave its points, the most first, and how many rules can't be judged: `Senior 30, Web 25, 1 rule ?`."""
    return ", ".join(gave_parts(score, clean))


def gave_parts(score: Scored, clean: Clean) -> list[str]:
    """The same, one rule each."""
    if len(score.rules) > 1 and score.points == score.possible:
        return ["every rule"]
    gave = sorted((rule for rule in score.rules if rule.given), key=lambda rule: -rule.points)
    parts = [f"{clean(cut(rule.name, NAME))} {given_words(rule.given)}" for rule in gave]
    left = sum(rule.given is None for rule in score.rules)
    parts += [f"{counted(left, 'rule')} ?"] if left else []
    return parts or ["nothing"]


def told_words(score: LeadScore, clean: Clean) -> Iterator[str]:
    """How well a score told the leads that converted from the others; or why nobody can say."""
    told, name = score.told, clean(cut(score.name, NAME))
    if told.untold is not None or told.concordance is None:
        yield f"How well {name} tells converted leads from the others is not said: {clean(told.untold or '')}."
        return
    converted, others = (spell(each.value, Unit.PERCENT) for each in (told.mean_won, told.mean_lost))
    pairs = told.concordance
    yield (
        f"Of ripened leads, converted ones score {converted} on average ({many(told.won)}), the others {others} "
        f"({many(told.lost)}). In {spell(pairs.value, Unit.PERCENT)} of {many(pairs.denominator)} pairs of both the "
        f"converted one is higher; {chance()} is chance."
    )
    yield from wrong_words(told, clean)


def rule_cells(rule: RuleTold) -> tuple[str, str, str]:
    """Its points, and the leads that converted with it and without."""
    return given_words(rule.points), rate_words(rule.holding), rate_words(rule.failing)


def remark_words(rule: RuleTold) -> str:
    """What is to be said of a rule beside its figures."""
    parts = []
    if rule.pulls_wrong:
        parts.append("wrong way" if rule.is_clear else "wrong way, or chance")
    if rule.set_at_close:
        parts.append("set as it converts")
    if not rule.holding.denominator + rule.failing.denominator:
        parts.append("can't be judged")
    elif rule.unjudged:
        parts.append(f"{many(rule.unjudged)} can't be judged")
    return "; ".join(parts)


def untold_words(found: LeadScores, clean: Clean, most: int) -> tuple[str, ...]:
    """What can't be judged, why, of how many leads, and where pipeline.yaml asks for it; the first few of them."""
    lines = []
    for each in found.untold:
        at = f" ({clean(str(each.place))})" if each.place is not None else ""
        of = f"{many(each.leads)} of {counted(found.looked_at, 'lead')}"
        lines.append(f"{clean(cut(each.what, 2 * NAME))}{at} can't be judged of {of}: {clean(each.why)}")
    more = len(lines) - most
    return (*lines[:most], f"and {counted(more, 'more reason')}, see --format json") if more > 0 else tuple(lines)


def lead_facts(lead: ScoredLead, clean: Clean) -> list[str]:
    """What is known of the one lead beside its name."""
    texts = [
        lead.id if lead.id != lead.name else None,
        lead.company if lead.company != lead.name else None,
        lead.owner,
        lead.source,
        lead.status,
    ]
    state = "converted" if lead.converted else "closed by its status" if lead.closed else answered_words(lead)
    return [*(clean(cut(text, NAME)) for text in texts if text), f"{counted(lead.age_days, 'day')} old", state]


def own_words(score: Scored, clean: Clean) -> str:
    """`Lead score 72%, 65 of 90 points, 10 more can't be judged`."""
    left = score.possible - score.judged
    said = f"{clean(cut(score.name, NAME))} {score_words(score)}, {points_words(score).partition(' (')[0]} points"
    return f"{said}, {given_words(left)} more can't be judged" if left > Decimal(0) else said


def holds_words(holds: bool | None, why: tuple[str, ...], clean: Clean) -> str:
    """Whether a rule holds, or why that can't be judged."""
    return f"can't be judged: {clean('; '.join(why))}" if holds is None else "holds" if holds else "does not hold"
