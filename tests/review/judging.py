"""One risk rule asked of one open opportunity, as a test writes it."""

from collections.abc import Sequence
from typing import Any

from pipectl.domain.finding import Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.pipeline import Pipeline
from pipectl.domain.risk_setting import RiskSetting
from pipectl.engines.membership import Scope, scope_of
from pipectl.history.trails import Trail
from pipectl.render.words.risk import said_words
from pipectl.review.asked import asked
from pipectl.review.ground import Ground, ground_of
from pipectl.review.risk import Fires, Unknown
from tests.builders import AS_OF, LAST_YEAR, THIS_QUARTER, a_pipeline, a_spec
from tests.changing import replace

HERE = Place("opportunities.csv", 2)
SCOPE: Scope = scope_of(a_spec(), AS_OF, THIS_QUARTER, LAST_YEAR)
_REPLACED = ("took", "tells_stages", "earned", "largest_won", "past_days", "unqualified")


def a_ground(pipeline: Pipeline, *settings: RiskSetting, **given: Any) -> Ground:
    """What is known of a file; further arguments are those of `ground_of` and `Ground`."""
    scope = given.pop("scope", SCOPE)
    known = {name: given.pop(name) for name in _REPLACED if name in given}
    plan = given.pop("plan", {})
    return ground_of(pipeline, a_spec(risks=settings, **plan), scope, **given)._replace(**known)


def told(
    rule: str,
    deal: Opportunity,
    *others: Opportunity,
    settings: Sequence[RiskSetting] = (),
    also: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    **given: Any,
) -> str | None:
    """What a rule says of a deal that stands in a file with others: its words, None, or `? ` and why not."""
    pipeline = a_pipeline(deal, *others, also=also, without=without)
    (found,) = (each for each in asked(a_spec(risks=tuple(settings))) if each.key == rule)
    judge = found.on(a_ground(pipeline, *settings, **given))
    answer = judge if isinstance(judge, Unknown) else judge(deal)
    if isinstance(answer, Fires):
        assert said_words(found.next_of(answer), str, "USD")
        return said_words(found.why(answer), str, "USD")
    return None if answer is None else f"? {answer.why}"


def with_trail(deal: Opportunity, **trail: Any) -> dict[str, Any]:
    """The trail of a deal, to ask with."""
    return {"trails": {deal.place: Trail(**trail)}}


def here(deal: Opportunity) -> Opportunity:
    """The deal in the row that trails are told of."""
    return replace(deal, place=HERE)
