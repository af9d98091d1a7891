"""Scorecards for renderers: one of each kind, one without anything, one full of foreign text."""

from decimal import Decimal
from typing import Any

from pipectl.domain.finding import Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.qualification import Element, FrameworkKey, IdealCustomer, Qualification, Score, ScoreRule
from pipectl.domain.scorecard import Qualifying
from pipectl.report.qualify import build_qualifying
from tests.builders import a_pipeline, a_question, a_spec, an_open, lost, won
from tests.changing import replace
from tests.render.samples import NASTY

QUALIFICATION = Qualification(
    framework=FrameworkKey.MEDDIC,
    elements=(Element(name="Champion", field="Champion", min="2", needed_from="Negotiation"), Element(name="Legal")),
    qualified_at=Decimal("0.5"),
)
IDEAL = IdealCustomer(
    rules=(
        ScoreRule(name="Right size", points=Decimal(30), field="Employees", min="50"),
        ScoreRule(name="Software", points=Decimal(20), field="Industry", equals="Software"),
        ScoreRule(name="Sure", points=Decimal("2.5"), field="probability", min="50%"),
    )
)
SPEED = Score(name="Speed", rules=(ScoreRule(name="Young", points=Decimal(1), field="age_days", max="30"),))
SPEC: dict[str, Any] = {"qualification": QUALIFICATION, "ideal_customer": IDEAL, "scores": (SPEED,)}


def a_deal(name: str, stage: str, amount: int | None, cells: str, **given: Any) -> Opportunity:
    """Cells of metrics, economic buyer, decision criteria, process, pain, champion, employees and industry."""
    headers = ("Metrics", "Economic Buyer", "Decision Criteria", "Decision Process", "Pain", "Champion", "Employees",
               "Industry")  # fmt: skip
    texts = (text.strip() for text in cells.split("|"))
    extra = {header: text for header, text in zip(headers, texts, strict=True) if text}
    usual = {"name": name, "owner": "Ann", "probability": "0.4", "place": Place("deals.csv", 2 + len(name))}
    return an_open(amount, stage=stage, extra=extra, **usual | given)


OPEN = (
    a_deal(
        "Globex – platform", "Negotiation", 42000, "yes | J. Roe  | 3 | yes | audit  | 3 | 200 | Software", id="D-1"
    ),
    a_deal("Initech – seats", "Proposal", 48000, "no  |         | 1 |     | TBD    | 1 | 20  | Retail", owner="Bo"),
    a_deal("Umbrella – renewal", "Proposal", 38000, "yes | the CFO | 2 | no  | Low    |   | 80  | Public"),
    a_deal("Hooli – pilot", "Prospecting", None, "    |         |   |     |        |   | many |", owner=None),
    a_deal("Stark – add-on", "Negotiation", 9000, "yes | Pepper  | 3 | yes | downtime | 1 |    | Software"),
)
WON = a_deal("x", "Proposal", 1, "yes | J. Roe | 3 | yes | audit | 3 | 200 | Software").extra
LOST = a_deal("x", "Proposal", 1, "no | | 1 | | | 1 | 10 | Retail").extra
DECIDED = tuple(
    [won(20000, name=f"W{n}", extra=WON) for n in range(8)]
    + [won(20000, name=f"V{n}", extra=LOST) for n in range(2)]
    + [lost(10000, name=f"L{n}", extra=LOST) for n in range(11)]
    + [lost(10000, name=f"M{n}", extra=WON) for n in range(3)]
)


def build(*rows: Opportunity, spec: dict[str, Any] | None = None, set_aside: int = 0, **asked: Any) -> Qualifying:
    """What `qualify` says of these."""
    data = a_pipeline(*rows, set_aside=set_aside)
    return build_qualifying(data, a_spec(**(SPEC if spec is None else spec)), a_question(), **asked)


QUALIFYING = build(*OPEN, *DECIDED, set_aside=3)
ONE = build(*OPEN, *DECIDED, deal=OPEN[2])
CLOSED = build(*OPEN, *DECIDED, deal=DECIDED[1])
FIT_ALONE = build(*OPEN, *DECIDED, spec={"ideal_customer": IDEAL})
#: Nothing is open, and no element has a column.
EMPTY = build(*(replace(each, extra={}) for each in DECIDED[:3]), spec={"qualification": QUALIFICATION})
#: As it looks where fields are filled in as a deal is won.
LEAKING = build(
    *(an_open(name=f"O{n}", extra={"Budget": "no"}) for n in range(6)),
    *(won(name=f"W{n}", extra=dict.fromkeys(("Budget", "Authority", "Need", "Timing"), "yes")) for n in range(6)),
    spec={"qualification": Qualification(framework=FrameworkKey.BANT)},
)


def hostile(found: Qualifying) -> Qualifying:
    """The same with foreign text wherever there is some."""
    elements = tuple(
        each._replace(title=name, question=name, needed_from=name, column=name, condition=name, reading=name)
        for each, name in zip(found.elements, NASTY[-len(found.elements) :], strict=True)
    )
    cards = tuple(
        replace(
            card,
            id=name,
            name=name,
            owner=name,
            account=name,
            stage=name,
            answers=tuple(one._replace(title=name, value=name, question=name, why=(name,)) for one in card.answers),
            fit=card.fit and _scored(card.fit, name),
            scores=tuple(_scored(each, name) for each in card.scores),
        )
        for card, name in zip(found.cards, NASTY, strict=False)
    )
    return replace(
        found,
        pipeline=NASTY[3],
        filters=(f"owner = {NASTY[4]}",),
        elements=elements,
        stages=tuple(each._replace(stage=name) for each, name in zip(found.stages, NASTY, strict=False)),
        cards=cards,
        deal=found.deal and NASTY[1],
        told=tuple(
            each._replace(name=NASTY[5], rules=tuple(rule._replace(name=NASTY[6]) for rule in each.rules))
            for each in found.told
        ),
        untold=tuple(each._replace(what=name, why=name) for each, name in zip(found.untold * 8, NASTY, strict=False)),
        notes=NASTY,
    )


def _scored(found: Any, name: str) -> Any:
    return found._replace(name=name, rules=tuple(each._replace(name=name, why=(name,)) for each in found.rules))


HOSTILE = hostile(QUALIFYING)
HOSTILE_ONE = hostile(ONE)
EVERY = (QUALIFYING, ONE, CLOSED, FIT_ALONE, EMPTY, LEAKING, HOSTILE, HOSTILE_ONE)
