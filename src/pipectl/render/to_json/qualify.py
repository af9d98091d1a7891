"""What `qualify` says as the plain tree that JSON is written from."""

from decimal import Decimal

from ...domain.scorecard import (
    Answer,
    Card,
    Contribution,
    Coverage,
    Covered,
    ElementLine,
    Qualifying,
    RuleTold,
    Scored,
    Told,
    WinSplit,
)
from ..exact import maybe_money, maybe_number, number
from .parts import Tree, period, place, rows, said, share

#: Why shares and scores have no value.
NONE_JUDGED = "no open opportunity here can be judged by it"
NONE_DECIDED = "none of these is won or lost in the lookback"
NO_RULE = "none of its rules can be judged"
NONE_SCORED = "none of these has a score"


def tree(found: Qualifying) -> Tree:
    """Everything `pipectl qualify` says."""
    return {
        "schema": "pipectl.qualify/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "currencies": list(found.currencies),
        "as_of": found.as_of.isoformat(),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "source": rows(found.rows),
        "framework": found.framework,
        "qualified_at": maybe_number(found.qualified_at),
        "elements": [_element(each) for each in found.elements],
        "coverage": None if found.whole is None else _coverage(found.whole, found),
        "stages": [_coverage(each, found) for each in found.stages],
        "win_rate": None if found.split is None else _split(found.split),
        "fits_from": maybe_number(found.fits_from),
        "deal": found.deal,
        "opportunities": [_card(each) for each in found.cards],
        "told": [_told(each) for each in found.told],
        "unjudged": [each._asdict() for each in found.untold],
    } | said(found.findings + found.past_findings, found.notes)


def _element(line: ElementLine) -> Tree:
    return line._asdict()


def _coverage(found: Coverage, whole: Qualifying) -> Tree:
    keys = [each.key for each in whole.elements]
    return {
        "stage": found.stage,
        "opportunities": found.opportunities,
        "qualified": found.qualified,
        "not_qualified": found.not_qualified,
        "unjudged": found.unjudged,
        "elements": [_covered(key, each) for key, each in zip(keys, found.elements, strict=True)],
    }


def _covered(key: str, found: Covered) -> Tree:
    return {
        "key": key,
        "known": share(found.known_share, NONE_JUDGED),
        "met": share(found.met_share, NONE_JUDGED),
        "unjudged": found.unjudged,
        "needed": found.needed,
        "lacking": found.lacking,
    }


def _split(found: WinSplit) -> Tree:
    leak = found.leak
    return {
        "qualified": share(found.qualified, NONE_DECIDED),
        "not_qualified": share(found.not_qualified, NONE_DECIDED),
        "unjudged": found.unjudged,
        "leak": leak and {"won": share(leak.won, NONE_JUDGED), "open": share(leak.open, NONE_JUDGED)},
    }


def _card(card: Card) -> Tree:
    return {
        "id": card.id,
        "name": card.name,
        "owner": card.owner,
        "account": card.account,
        "stage": card.stage,
        "outcome": card.outcome.value,
        "amount": maybe_money(card.amount),
        "currency": card.currency,
        "qualified": card.qualified,
        "met": card.met,
        "judged": card.judged,
        "lacking": [each.key for each in card.lacking],
        "elements": [_answer(each) for each in card.answers],
        "fit": None if card.fit is None else scored(card.fit),
        "scores": [scored(each) for each in card.scores],
        "place": place(card.place),
    }


def _answer(answer: Answer) -> Tree:
    return {
        "key": answer.key,
        "title": answer.title,
        "stand": answer.stand.value,
        "value": answer.value,
        "score": maybe_number(answer.score),
        "needed": answer.needed,
        "question": answer.question,
        "why": list(answer.why),
    }


def scored(found: Scored) -> Tree:
    """A score with what each rule gave to it."""
    return {
        "name": found.name,
        "value": maybe_number(found.share),
        "points": number(found.points),
        "judged": number(found.judged),
        "possible": number(found.possible),
        "undefined": NO_RULE if found.share is None else None,
        "fits": found.fits,
        "rules": [_contribution(each) for each in found.rules],
    }


def _contribution(rule: Contribution) -> Tree:
    return {
        "name": rule.name,
        "points": number(rule.points),
        "given": maybe_number(rule.given),
        "holds": rule.holds,
        "why": list(rule.why),
    }


def _told(found: Told) -> Tree:
    pairs = found.concordance
    return {
        "name": found.name,
        "won": found.won,
        "lost": found.lost,
        "unscored": found.unscored,
        "mean_won": share(found.mean_won, NONE_SCORED),
        "mean_lost": share(found.mean_lost, NONE_SCORED),
        "concordance": share(pairs, NONE_SCORED) if pairs else untold(found.untold),
        "rules": [_rule(each) for each in found.rules],
    }


def untold(why: str | None) -> Tree:
    """A share that nothing is said of, and why."""
    nothing = number(Decimal(0))
    return {"value": None, "numerator": nothing, "denominator": nothing, "interval": None, "undefined": why}


def _rule(rule: RuleTold) -> Tree:
    return {
        "name": rule.name,
        "points": number(rule.points),
        "holding": share(rule.holding, NONE_DECIDED),
        "failing": share(rule.failing, NONE_DECIDED),
        "unjudged": rule.unjudged,
        "pulls_wrong": rule.pulls_wrong,
        "clear": rule.is_clear,
        "set_at_close": rule.set_at_close,
    }
