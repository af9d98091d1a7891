"""Playbooks made by hand: all stages, one of them, one opportunity, one of nothing, and each full of foreign text."""

from decimal import Decimal
from typing import Any

from pipectl.domain.finding import Place
from pipectl.domain.period import lookback
from pipectl.domain.playbook import (
    Answer,
    CriterionLine,
    DealSheet,
    Playbook,
    PlaybookDeal,
    PlaybookStage,
    StageSheet,
    Standing,
    Tally,
)
from pipectl.domain.spec import StageKind
from pipectl.domain.values import Outcome
from tests.changing import replace
from tests.render.samples import AS_OF, FILE, FINDINGS, NASTY, ROWS

MET, MISSING, UNJUDGED, ASK = Standing
NO_SEATS = "the data has no Seats"


def a_stage(name: str, **given: Any) -> PlaybookStage:
    usual: dict[str, Any] = {
            "name": name, "kind": StageKind.OPEN, "purpose": f"What {name} is for", "opportunities": 12,
            "amount": Decimal(480_000), "currency": "USD", "criteria": 3, "conditions": 2,
            "ready": Tally(met=4, missing=7, unjudged=1), "max_days": 21, "left": 14, "median": Decimal("12.5"),
            "p75": Decimal(19),
    }  # fmt: skip
    return PlaybookStage(**(usual | given))


DISCOVERY = a_stage("Discovery", purpose="Understand needs, pains and goals well enough to write them down for all")
STAGES = (
    a_stage("Prospecting", conditions=0, ready=Tally(ask=12), median=None, p75=None, left=0),
    DISCOVERY,
    a_stage("Proposal", opportunities=0, amount=Decimal(0), ready=Tally(), purpose=None),
    a_stage("Handling Objections and More", ready=Tally(unjudged=2), opportunities=2, max_days=None),
    a_stage("Negotiation", criteria=0, conditions=0, ready=Tally(ask=3), opportunities=3, amount=None, currency=None),
    a_stage("Won", kind=StageKind.WON, opportunities=0, purpose=None),
    a_stage("Post-sale", kind=StageKind.POST_SALE, opportunities=0, purpose="Keep the promise, find where it grows"),
)
OVERVIEW = Playbook(
    pipeline="Opportunity tracking",
    currency="USD",
    as_of=AS_OF,
    lookback=lookback("365d", AS_OF),
    filters=(),
    stages=STAGES,
    rows=ROWS,
    notes=("history: 5 snapshots, 2026-01-05 to 2026-02-02",),
    findings=FINDINGS,
    has_past=True,
)


def answers(*standings: Standing) -> tuple[Answer, ...]:
    """Against needs (words alone), a next step, and seats."""
    told = (
        ("Needs are written down", None),
        ("A next step is agreed", "next_step is set"),
        ("Seats is at least 3",) * 2,
    )
    return tuple(
        Answer("Discovery", text, condition, standing, (NO_SEATS,) if standing is UNJUDGED else ())
        for (text, condition), standing in zip(told, standings, strict=True)
    )


def a_deal(name: str, line: int, *standings: Standing, **given: Any) -> PlaybookDeal:
    usual: dict[str, Any] = {
            "id": f"OPP-{line}", "name": name, "owner": "Ann", "account": "Globex", "amount": Decimal(80_000),
            "currency": "USD", "days_in_stage": 13, "over": False, "answers": answers(*standings),
            "place": Place(FILE, line),
    }  # fmt: skip
    return PlaybookDeal(**(usual | given))


DEALS = (
    a_deal("Globex – platform rollout of everything there is", 2, ASK, MET, MET),
    a_deal("Initech – seats", 3, ASK, MISSING, MISSING, owner="Bo", days_in_stage=35, over=True),
    a_deal("Hooli – pilot", 4, ASK, MISSING, UNJUDGED, owner=None, amount=None, days_in_stage=None, over=None),
)
SHEET = replace(
    OVERVIEW,
    stages=(replace(DISCOVERY, opportunities=3, amount=Decimal(160_000), ready=Tally(met=1, missing=2)),),
    sheet=StageSheet(
        stage="Discovery",
        entry=(CriterionLine("The opportunity is qualified", None, Tally(ask=3)),),
        exit=(
            CriterionLine("Needs are written down", None, Tally(ask=3)),
            CriterionLine("A next step is agreed", "next_step is set", Tally(met=1, missing=2)),
            CriterionLine(
                "Seats is at least 3", "Seats is at least 3", Tally(met=1, missing=1, unjudged=1), ((NO_SEATS, 1),)
            ),
        ),
        require=(CriterionLine("It has an amount", "amount is set", Tally(met=2, missing=1)),),
        activities=("Interview those who will use it and those who will pay for it, and put a number on the problem",),
        questions=("Where does it hurt?", "What have you tried before?"),
        materials=("Interview guide",),
        deals=DEALS,
    ),
)
DEAL = replace(
    OVERVIEW,
    stages=(DISCOVERY,),
    deal=DealSheet(
        deal=replace(DEALS[1], answers=answers(ASK, MISSING, UNJUDGED), days_in_stage=35, over=True),
        stage="Discovery",
        outcome=Outcome.OPEN,
        required=(
            Answer("Prospecting", "Somebody there wants to talk", None, ASK),
            Answer("Discovery", "It has an amount", "amount is set", MET),
        ),
        activities=("Interview those who will use it",),
        questions=("Where does it hurt?",),
    ),
)
#: Nobody stands in the stage, and nothing is known of the past.
EMPTY = replace(
    OVERVIEW,
    stages=(a_stage("Discovery", opportunities=0, amount=Decimal(0), ready=Tally(), left=0, median=None, p75=None),),
    sheet=StageSheet("Discovery", (), (), (), (), (), (), ()),
    has_past=False,
    notes=(),
)
#: Won, so that nothing is asked of it.
DECIDED = replace(
    OVERVIEW,
    stages=(a_stage("Won", kind=StageKind.WON, opportunities=0, median=None, p75=None, left=0),),
    deal=DealSheet(
        deal=replace(DEALS[0], answers=(), days_in_stage=None, over=None),
        stage="Won",
        outcome=Outcome.WON,
        required=(),
        activities=(),
        questions=(),
    ),
)
_CRITERIA = tuple(CriterionLine(name, name, Tally(1, 2, 3), ((name, 3),)) for name in NASTY)
_ANSWERS = tuple(Answer(name, name, name[::-1], UNJUDGED, (name,)) for name in NASTY)
_NASTY_DEALS = tuple(
    a_deal(name, 2, ASK, MISSING, UNJUDGED, id=name, owner=name, account=name)._replace(answers=_ANSWERS)
    for name in NASTY
)
_FOREIGN = {"pipeline": NASTY[3], "filters": (f"owner = {NASTY[4]}",), "notes": NASTY}
HOSTILE = replace(OVERVIEW, stages=tuple(a_stage(name, purpose=name) for name in NASTY), **_FOREIGN)
HOSTILE_SHEET = replace(
    SHEET,
    stages=(a_stage(NASTY[7], purpose=NASTY[5]),),
    sheet=StageSheet(NASTY[7], _CRITERIA, _CRITERIA, _CRITERIA, NASTY, NASTY, NASTY, _NASTY_DEALS),
    **_FOREIGN,
)
HOSTILE_DEALS = tuple(
    replace(
        DEAL,
        stages=(a_stage(name, purpose=name),),
        deal=DealSheet(deal, name, Outcome.OPEN, _ANSWERS, NASTY, NASTY),
        **_FOREIGN,
    )
    for name, deal in zip(NASTY, _NASTY_DEALS, strict=True)
)
EVERY = (OVERVIEW, SHEET, DEAL, EMPTY, DECIDED, HOSTILE, HOSTILE_SHEET, *HOSTILE_DEALS)
