"""Risk rules about what is missing: of the row, among the buyers, in qualification."""

from decimal import Decimal

from ..domain.opportunity import Opportunity
from ..domain.risk import Fact, Lack, Reason, Severity
from ..domain.rule import Reads, field_value, read_cell
from ..domain.values import Unit
from .ground import Ground
from .risk import CLEAR, Answer, Fires, Limit, Needs, Unknown, risk
from .sources import ARTICLES, PRACTICE

#: Headers that hold how many contacts an opportunity has.
CONTACTS = (
    "Number of Associated Contacts",
    "Number of Contacts",
    "Number of Contact Roles",
    "Contact Count",
    "Contacts Count",
    "Number of Participants",
    "Participants Count",
)


@risk(
    title="No amount",
    reason=Reason.NO_AMOUNT,
    why="Nobody can say what is at stake: it is in no sum of the pipeline, and in no forecast.",
    source=ARTICLES,
    next="enter what it is worth",
    level=Severity.LOW,
    needs=Needs(columns=("amount",)),
)
def no_amount(opportunity: Opportunity) -> Answer:
    """It has no amount."""
    return Fires("no amount") if opportunity.amount is None else CLEAR


@risk(
    title="No close date",
    reason=Reason.NO_EXPECTED_CLOSE,
    why="It is due in no period, so no coverage and no forecast counts it.",
    source=ARTICLES,
    next="ask the buyer for the day they mean to decide, and enter it",
    level=Severity.LOW,
    needs=Needs(columns=("expected_close",)),
)
def no_expected_close(opportunity: Opportunity) -> Answer:
    """It has no expected close date."""
    return Fires("no close date") if opportunity.expected_close is None else CLEAR


@risk(
    title="No next step",
    reason=Reason.NO_NEXT_STEP,
    why="What nobody has agreed to do next is not moving, whatever its stage says.",
    source=ARTICLES,
    next="agree on a next step with the buyer, and enter it with its day",
    level=Severity.LOW,
    needs=Needs(columns=("next_step",)),
)
def no_next_step(opportunity: Opportunity) -> Answer:
    """It has no next step."""
    return Fires("no next step") if opportunity.next_step is None else CLEAR


@risk(
    title="Single contact",
    reason=Reason.SINGLE_CONTACT,
    why="Mostly several people decide, and a deal with one contact is lost when that one leaves or has no say.",
    source=f"{PRACTICE}: single-threaded against multi-threaded",
    next="meet a second person who has a say",
    limit=Limit(Decimal(1), Unit.COUNT, "contacts up to which it fires"),
    needs=Needs(visible=(), headers=CONTACTS),
)
def single_contact(opportunity: Opportunity, limit: Decimal, header: str) -> Answer:
    """It has one contact, or none."""
    cell = field_value(opportunity, header)
    if cell is None:
        return Unknown(f"it has no {header}")
    count = read_cell(str(cell), Reads.NUMBER)
    if not isinstance(count, Decimal) or count < 0:
        return Unknown(f"{header} holds {str(cell)[:40]!r}, which is no number of contacts", Lack.UNTOLD)
    if count > limit:
        return CLEAR
    return Fires("only {contacts}", (Fact("contacts", count, Unit.COUNT, "contact"),)) if count else Fires("no contact")


@risk(
    title="Qualification incomplete",
    reason=Reason.UNQUALIFIED,
    why="A stage promises that something is known of the buyer; where it isn't, the deal is not that far yet.",
    source=ARTICLES,
    next="ask for {first} before it moves on",
    needs=Needs(besides="qualification in pipeline.yaml"),
)
def unqualified(opportunity: Opportunity, ground: Ground) -> Answer:
    """Elements of qualification that its stage needs are missing."""
    if ground.unqualified is None:
        return Unknown("pipeline.yaml has no qualification", Lack.PLAN)
    missing = ground.unqualified.get(opportunity.place)
    if missing is None:
        return Unknown("not all that its stage needs can be judged; pipectl qualify says why", Lack.UNTOLD)
    if not missing:
        return CLEAR
    facts = (Fact("elements", ", ".join(missing)), Fact("first", missing[0]))
    return Fires("not known: {elements}", facts)
