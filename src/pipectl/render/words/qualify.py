"""Sentences about scorecards. Foreign text in them goes through the `clean` of the destination."""

from decimal import Decimal

from ...domain.scorecard import Answer, Card, Coverage, Qualifying, RuleTold, Scored, Stand, Told
from ...domain.values import Outcome, Ratio, Unit
from ..spell import UNDEFINED, chance, interval, many, spell, target
from .funnel import FEW, part_words, share_words
from .shared import Clean, counted, cut, listed

STANDS = {Stand.MET: "met", Stand.NOT_MET: "not met", Stand.MISSING: "missing", Stand.UNJUDGED: "can't be judged"}
POINTS = "points: given, of those of rules that can be judged (of all)"
LEGEND = "known: something is filled in, be it a no · met: yes, half the scale or more, or set · by stage: met"
#: Characters of a name, or of a cell, that a sentence has room for.
NAME = 40
#: Rules that a sentence names.
_NAMED = 3


def head_words(found: Qualifying) -> str | None:
    """`MEDDIC, qualified from 75% of its elements`; None without a framework."""
    if found.framework is None or found.qualified_at is None:
        return None
    return f"{found.framework}, qualified from {target(found.qualified_at, Unit.PERCENT)} of its elements"


def qualified_words(coverage: Coverage) -> str:
    """How many of those judged are qualified: `5 of 7`, `40% of 50`."""
    return share_words(Ratio(coverage.qualified, coverage.qualified + coverage.not_qualified))


def whole_words(coverage: Coverage) -> str:
    """`5 of 22 open deals are qualified, 3 can't be judged`."""
    said = f"{many(coverage.qualified)} of {counted(coverage.opportunities, 'open deal')} qualified"
    return f"{said}, {many(coverage.unjudged)} can't be judged" if coverage.unjudged else said


def need_words(found: Qualifying) -> str:
    """What heads the table of those that lack something: `Most in need · 5 of 14 shown`."""
    number = len(found.in_need)
    shown = (
        f"{many(found.shown)} of {many(number)}, biggest first"
        if number > found.shown
        else f"{many(number)}, biggest first"
    )
    return f"Most in need · {shown}"


def nothing_lacks_words(found: Qualifying) -> str:
    """That nobody lacks anything, or that nobody knows."""
    whole = found.whole
    if whole is None or not whole.opportunities:
        return "No opportunity is open here."
    if not is_told(found):
        return f"No element of {found.framework} can be judged; below is why."
    return "No open opportunity lacks what its stage needs, as far as can be judged."


def met_words(card: Card) -> str:
    """`4 of 6`, of the elements judged."""
    return f"{card.met} of {card.judged}" if card.judged else UNDEFINED


def lacking_words(card: Card, clean: Clean, most: int | None = None) -> tuple[str, str]:
    """The first elements that its stage needs and it lacks, `Champion, Budget (no)`, where a no is known; and ` +2`."""
    lacking = card.lacking
    names = [clean(cut(each.title, NAME)) + (" (no)" if each.stand is Stand.NOT_MET else "") for each in lacking[:most]]
    more = len(lacking) - len(names)
    return ", ".join(names), f" +{more}" if more else ""


def verdict_words(card: Card, found: Qualifying) -> str:
    """`4 of 6 elements met: not qualified, which takes 75%`."""
    takes = target(found.qualified_at or Decimal(0), Unit.PERCENT)
    left = len(card.answers) - card.judged
    said = f"{card.met} of {counted(len(card.answers), 'element')} met" + (f", {left} can't be judged" if left else "")
    if card.qualified is None:
        return f"{said}: nothing tells whether that is {takes}"
    return f"{said}: {'qualified' if card.qualified else 'not qualified'}, which takes {takes}"


def split_words(found: Qualifying) -> tuple[str, ...]:
    """Won of the qualified ones against the others, with the caveat where the file looks filled in afterwards."""
    split = found.split
    if split is None:
        return ()
    left = f"; {many(split.unjudged)} can't be judged" if split.unjudged else ""
    said = f"Won of those decided: qualified {rate_words(split.qualified)}, others {rate_words(split.not_qualified)}"
    lines = [f"{said}{left}."]
    if split.leak is not None:
        won, still_open = (share_words(each) for each in (split.leak.won, split.leak.open))
        lines.append(
            f"Beware: of the elements of won ones {won} are met, of those of open ones {still_open}. Fields that are "
            "filled in as a deal is won say nothing of the chance to win; snapshots kept while deals were open would."
        )
    return tuple(lines)


def rate_words(ratio: Ratio) -> str:
    """`60% of 20 (39–78%)`; of few the counts alone."""
    between = f" ({interval(ratio.interval)})" if ratio.denominator >= FEW else ""
    return f"{share_words(ratio)}{between}" if ratio.denominator else "none"


def score_words(score: Scored | None) -> str:
    """`72%`; without a rule that can be judged `–`."""
    return UNDEFINED if score is None else spell(score.share, Unit.PERCENT)


def points_words(score: Scored) -> str:
    """`65 of 90`, of those that could be judged; with those of all rules where they are more: `65 of 90 (100)`."""
    said = f"{_points(score.points)} of {_points(score.judged)}"
    return said if score.judged == score.possible else f"{said} ({_points(score.possible)})"


def given_words(points: Decimal | None) -> str:
    """Points of a rule."""
    return UNDEFINED if points is None else _points(points)


def fits_words(score: Scored, found: Qualifying) -> str:
    """`Fit 72%, 65 of 90 points: fits, which takes 60%`."""
    left = score.possible - score.judged
    said = f"{score_words(score)}, {_points(score.points)} of {_points(score.judged)} points"
    said += f", {_points(left)} more can't be judged" if left else ""
    if score.fits is None or found.fits_from is None:
        return said
    return f"{said}: {'fits' if score.fits else 'does not fit'}, which takes {_points(found.fits_from)}%"


def fit_words(found: Qualifying) -> str:
    """What heads the table of fits: how many fit, how many do not, how many have no score."""
    fits = [card.fit.fits for card in found.cards if card.fit is not None]
    counts = (
        [f"{many(fits.count(True))} of {counted(len(fits), 'open deal')} fit"] if found.fits_from is not None else []
    )
    if None in fits and found.fits_from is not None:
        counts.append(f"{many(fits.count(None))} can't be scored")
    more = [f"{many(found.shown)} shown"] if len(found.cards) > found.shown else []
    title = "Ideal customer" if found.fits_from is not None else "Scores"
    return " · ".join([title, *counts, *more])


def told_words(told: Told, clean: Clean) -> tuple[str, ...]:
    """How well a score told won from lost; or why nobody can say."""
    name = clean(cut(told.name, NAME))
    if told.untold is not None or told.concordance is None:
        return (f"How well {name} tells won from lost is not said: {told.untold}.",)
    won, lost = (spell(each.value, Unit.PERCENT) for each in (told.mean_won, told.mean_lost))
    pairs = told.concordance
    higher = spell(pairs.value, Unit.PERCENT)
    said = (
        f"{name}: won ones score {won} on average ({many(told.won)}), lost ones {lost} ({many(told.lost)}). In "
        f"{higher} of {many(pairs.denominator)} pairs of both the won one is higher; {chance()} is chance."
    )
    return (said, *wrong_words(told, clean))


def wrong_words(told: Told, clean: Clean) -> tuple[str, ...]:
    """Which rules pull the wrong way; nothing where none does."""
    wrong = [rule for rule in told.rules if rule.pulls_wrong]
    names = ", ".join(
        clean(cut(rule.name, NAME)) + ("" if rule.is_clear else " (may be chance)") for rule in wrong[:_NAMED]
    )
    more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    return (f"{'Pulls' if len(wrong) == 1 else 'Pull'} the wrong way: {names}{more}.",) if wrong else ()


def remark_words(rule: RuleTold) -> str:
    """What is to be said of a rule beside its figures."""
    parts = []
    if rule.pulls_wrong:
        parts.append("wrong way" if rule.is_clear else "wrong way, or chance")
    if rule.set_at_close:
        parts.append("set at the close")
    if not rule.holding.denominator + rule.failing.denominator:
        parts.append("can't be judged")
    return "; ".join(parts)


def needed_words(answer: Answer, card: Card) -> str:
    """Whether the stage needs an element; of those decided nothing is needed any more."""
    if card.outcome is not Outcome.OPEN:
        return UNDEFINED
    return "needed" if answer.needed else "later"


def stage_words(met: int, judged: int) -> str:
    """Met of those judged in a stage; of many the share."""
    return part_words(met, judged)


def unjudged_words(found: Qualifying, clean: Clean, most: int) -> tuple[str, ...]:
    """What can't be judged, why, and of how many; the first few reasons, and how many more there are."""
    reasons: dict[tuple[str, int], list[str]] = {}
    for each in found.untold:
        reasons.setdefault((each.why, each.opportunities), []).append(clean(cut(each.what, NAME)))
    lines = [
        f"{listed(names)} can't be judged of {counted(number, 'deal')}: {clean(why)}"
        for (why, number), names in reasons.items()
    ]
    more = len(lines) - most
    return (*lines[:most], f"and {counted(more, 'more reason')}, see --format json") if more > 0 else tuple(lines)


def ask_next(card: Card) -> tuple[Answer, ...]:
    """Those with a question to ask, what the stage needs first; of one that is decided nothing is asked any more."""
    if card.outcome is not Outcome.OPEN:
        return ()
    asked = [each for each in card.answers if each.question and each.stand is not Stand.MET]
    return tuple(sorted(asked, key=lambda each: not each.is_lacking))


def is_told(found: Qualifying) -> bool:
    """Whether any open one can be judged by any element."""
    return found.whole is not None and any(each.judged for each in found.whole.elements)


def _points(points: Decimal) -> str:
    return spell(points, Unit.COUNT)
