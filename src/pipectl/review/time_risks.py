"""Risk rules about time: what has passed, stands still, or can't be done in what is left."""

from decimal import ROUND_FLOOR, Decimal

from ..domain.opportunity import Opportunity
from ..domain.quiet import Quiet, quiet_of
from ..domain.risk import ENOUGH_DECIDED, Fact, Lack, Reason, Severity
from ..domain.values import EXACT, ONE, ZERO, Unit
from ..engines.membership import Standing, standing
from ..engines.spread import HALF, THREE_QUARTERS, percentile
from .ground import Ground
from .risk import CLEAR, Answer, Fires, Limit, Needs, Unknown, risk
from .sources import ARTICLES, HISTORY, PRACTICE

_NO_CLOSE = Unknown("it has no expected close date")
NO_HISTORY = "there is no history of its stages"
NOBODY_YET = "nothing has gone on from any stage yet"
_UNTOLD = Unknown("no activity is told of it, and the files of activities begin too late to tell")
#: How many times as long as a usual stay history must go back for it to count.
_SEEN_TIMES = 2
_UNDATED = "nothing tells when it entered its stage"


def _days(days: int) -> Fact:
    return Fact("days", days, Unit.DAYS, "day")


@risk(
    title="Overdue",
    reason=Reason.OVERDUE,
    why="A close date in the past is a plan that failed and was not corrected: no forecast built on it holds.",
    source=ARTICLES,
    next="re-date it with the buyer, or close it",
    level=Severity.HIGH,
    limit=Limit(ZERO, Unit.DAYS, "days that the expected close may have passed"),
    needs=Needs(columns=("expected_close",), visible=("closed", "expected_close")),
)
def overdue(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Its expected close has passed, and it is open."""
    if opportunity.expected_close is None:
        return _NO_CLOSE
    days = opportunity.days_overdue(ground.scope.as_of)
    return Fires("close date {days} past", (_days(days),), days=days) if days > limit else CLEAR


@risk(
    title="Stalled",
    reason=Reason.STALLED,
    why="A deal that stands longer than others did rarely goes on: the buyer has stopped, and nobody has said so.",
    source=ARTICLES,
    next="agree on a next step with a day, or close it",
    level=Severity.HIGH,
    needs=Needs(besides="the day it entered its stage and the stage's max_days; history; or won ones with both dates"),
)
def stalled(opportunity: Opportunity, ground: Ground) -> Answer:
    """It is longer in its stage than the stage's max_days, or than three of four that went on from there needed.

    Where the file lacks the day it entered its stage, or the stage has no max_days, it also goes by age, as the
    measures `stalled` and `decay` do: open for longer than three of four wins took. If history shows that it is not too
    long in its stage, the reason says so as well.
    """
    by_history, by_standing = _by_history(opportunity, ground), _by_standing(opportunity, ground)
    if isinstance(by_history, Fires):
        return by_history
    if isinstance(by_standing, Fires):
        return by_standing if by_history is not CLEAR else _by_age_alone(by_standing, opportunity, ground)
    return CLEAR if CLEAR in (by_history, by_standing) else by_standing


def _by_history(opportunity: Opportunity, ground: Ground) -> Answer:
    """Its days in its stage, as history tells them, against the stage's limit, else against those that went on."""
    days, bound = _in_stage(opportunity, ground), _bound(opportunity.stage, ground)
    if days is None:
        return Unknown(_UNDATED, Lack.UNTOLD)
    if isinstance(bound, Unknown) or days <= bound:
        return bound if isinstance(bound, Unknown) else CLEAR
    has_limit = opportunity.stage in ground.scope.max_days
    return _too_long("in stage {days}; " + ("{limit} allowed" if has_limit else "3 in 4 go on by {limit}"), days, bound)


def _bound(stage: str, ground: Ground) -> Decimal | Unknown:
    """Days in a stage that are not too long: its limit, else what three of four of those that went on took."""
    limit = ground.scope.max_days.get(stage)
    if limit is not None:
        return Decimal(limit)
    took = ground.took.get(stage, ())
    usual = percentile(took, THREE_QUARTERS)
    if usual is None or len(took) < ENOUGH_DECIDED:
        return Unknown(f"too few have gone on from {stage}", Lack.CASES)
    if ground.past_days is not None and ground.past_days < _SEEN_TIMES * usual:
        # A history of weeks has only seen those that were fast.
        short = f"history of {ground.past_days} days is too short for stays of {usual.to_integral_value()}"
        return Unknown(short, Lack.HISTORY)
    return usual


def _by_age_alone(found: Fires, opportunity: Opportunity, ground: Ground) -> Fires:
    """What fires by its age though it is not too long in its stage says both."""
    days, bound = _in_stage(opportunity, ground), _bound(opportunity.stage, ground)
    if found.in_stage or days is None or isinstance(bound, Unknown):
        return found
    beside = (Fact("stay", days, Unit.COUNT), _whole("bound", bound))
    return found._replace(text=found.text + " (in stage {stay} of {bound})", facts=(*found.facts, *beside))


def _in_stage(opportunity: Opportunity, ground: Ground) -> int | None:
    trail = ground.trails.get(opportunity.place)
    if trail is not None and trail.days_in_stage is not None:
        return trail.days_in_stage
    changed = opportunity.stage_changed
    return None if changed is None else (ground.scope.as_of - changed).days


def _by_standing(opportunity: Opportunity, ground: Ground) -> Answer:
    """As the measures `stalled` and `decay` count it."""
    stood = standing(opportunity, ground.scope)
    if stood is None:
        return Unknown("nothing tells how long is too long", Lack.UNTOLD)
    return stood_too_long(stood) if stood.days > stood.limit else CLEAR


def stood_too_long(stood: Standing) -> Fires:
    """What is said of one that the measures count as stalled."""
    text = "in stage {days}; {limit} allowed" if stood.in_stage else "open {days}; wins take {limit}"
    return _too_long(text, stood.days, stood.limit, in_stage=stood.in_stage)


def _too_long(text: str, days: int, limit: Decimal, *, in_stage: bool = True) -> Fires:
    return Fires(text, (_days(days), _whole("limit", limit)), days=days, limit=limit, in_stage=in_stage)


def _whole(key: str, limit: Decimal) -> Fact:
    # Days are always more than the limit, and must never read as the same.
    return Fact(key, int(limit.to_integral_value(ROUND_FLOOR)), Unit.COUNT)


@risk(
    title="Pushed",
    reason=Reason.PUSHED,
    why="A date may change once; from the second time on, nobody on the buyer's side is holding it.",
    source=PRACTICE,
    next="ask the buyer what must happen by when, and date it by that",
    limit=Limit(Decimal(2), Unit.COUNT, "moves of the expected close to a later day, from which on it fires"),
    needs=Needs(besides=HISTORY),
)
def pushed(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Its expected close was moved later twice or more."""
    trail = ground.trails.get(opportunity.place)
    if trail is None or trail.push_count is None:
        return Unknown("there is no history of its close dates", Lack.HISTORY)
    times = trail.push_count
    if not times or times < limit:
        return CLEAR
    return Fires("pushed {times}×", (Fact("times", times, Unit.COUNT),), times=times)


@risk(
    title="Moved back",
    reason=Reason.MOVED_BACK,
    why="Something that seemed settled is open again; until it is settled, the stage promises too much.",
    source=PRACTICE,
    next="find out what came open again, and settle it before it moves on",
    limit=Limit(Decimal(1), Unit.COUNT, "moves to an earlier stage, from which on it fires"),
    needs=Needs(besides=HISTORY),
)
def moved_back(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """It was moved back to an earlier stage; reopening a closed one does not count."""
    trail = ground.trails.get(opportunity.place)
    if trail is None or trail.moved_back is None:
        return Unknown(NO_HISTORY, Lack.HISTORY)
    times = trail.moved_back
    if not times or times < limit:
        return CLEAR
    facts = (Fact("times", times, Unit.COUNT), Fact("stage", trail.back_from or ""))
    return Fires(
        "moved back {times}×, last from {stage}" if times > 1 else "moved back from {stage}", facts, times=times
    )


@risk(
    title="No activity",
    reason=Reason.QUIET,
    why="A buyer who means it answers; silence is how most opportunities are lost before anybody closes them.",
    source=ARTICLES,
    next="take it up again this week, or close it",
    limit=Limit(Decimal(30), Unit.DAYS, "days without any activity that may pass"),
    needs=Needs(columns=("last_activity",)),
)
def no_activity(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Nothing was done on it for more than 30 days.

    The last activity is that of the export's own column or of the files that pipeline.yaml names under activities, the
    later of both. Where neither has any, days count from its creation; where the files begin after that and there is no
    such column, from where they begin, and it can't be judged until those days are too many.
    """
    quiet = quiet_of(opportunity, ground.scope.as_of, ground.known.facts.reach)
    if quiet is None:
        return Unknown("it has no last activity")
    if quiet.days > limit:
        return Fires(_silence(quiet), (_days(quiet.days),), days=quiet.days, limit=limit)
    return _UNTOLD if quiet.at_least else CLEAR


def _silence(quiet: Quiet) -> str:
    if not quiet.never:
        return "no activity for {days}"
    return "no activity for {days} at least" if quiet.at_least else "no activity in the {days} since it began"


@risk(
    title="Close date too near",
    reason=Reason.CLOSE_TOO_NEAR,
    why="A date that leaves less time than the remaining stages usually take is a wish.",
    source="Ours: this team's own stage times",
    next="re-date it, or agree with the buyer how {stages} fit into {days}",
    limit=Limit(Decimal(1), Unit.MULTIPLE, "share of the usual time that must be left"),
    needs=Needs(
        columns=("expected_close",),
        besides=f"{HISTORY}, with at least {ENOUGH_DECIDED} that went on from each of the stages left",
    ),
)
def close_too_near(opportunity: Opportunity, ground: Ground, limit: Decimal) -> Answer:
    """Fewer days are left until its expected close than the stages after its own usually take.

    A stage usually takes the median days of those that went on from it to a later one or won; the stages are added up.
    One whose close date has passed is overdue, and not judged twice.
    """
    if opportunity.expected_close is None:
        return _NO_CLOSE
    left = [
        stage for stage, at in ground.scope.positions.items() if at > ground.scope.positions.get(opportunity.stage, at)
    ]
    if not ground.took:
        return Unknown(NOBODY_YET, Lack.CASES) if ground.tells_stages else Unknown(NO_HISTORY, Lack.HISTORY)
    few = next((stage for stage in left if len(ground.took.get(stage, ())) < ENOUGH_DECIDED), None)
    if few is not None:
        return Unknown(f"too few have gone on from {few}", Lack.CASES)
    days = (opportunity.expected_close - ground.scope.as_of).days
    usual = sum((percentile(ground.took[stage], HALF) or ZERO for stage in left), ZERO)
    if days < 0 or days >= EXACT.multiply(usual, limit):
        return CLEAR
    facts: tuple[Fact, ...] = (Fact("stages", len(left), Unit.COUNT, "stage"), Fact("usual", usual, Unit.COUNT))
    text = "{days} for {stages} that " + ("takes {usual}" if len(left) == 1 else "take {usual}")
    if limit != ONE:
        text += ", limit {multiple}"
    facts = (*facts, _days(days), Fact("multiple", limit, Unit.MULTIPLE))
    return Fires(text, facts, days=days, limit=usual)
