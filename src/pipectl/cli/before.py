"""What checks against the day before are held to, where no baseline is named: what the last snapshot measures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ..domain.errors import UsageProblem
from ..domain.kept import Kept
from ..domain.period import lookback
from ..store.folder import Folder
from ..views import Question
from .kept_pipeline import shown_pipeline
from .options import Asking
from .past_stages import with_stages_of
from .spine import Gathered

if TYPE_CHECKING:
    from ..gate.checking import Ask


def kept_before(given: Gathered, asks: "Sequence[Ask]", asking: Asking, folder: Folder) -> Kept | None:
    """What the checks that hang on it measured on the day of the last snapshot before as-of; None where there is none.

    They speak of the same period then as now.

    Raises:
        PipectlError: that snapshot is damaged, or lacks what a check asks for.
    """
    from ..gate.checking import Given, build_check

    hanging = [ask for ask in asks if _hangs(ask)]
    until = given.question.as_of - timedelta(days=1)
    if not hanging:
        return None
    try:
        pipeline, entry = shown_pipeline(given.found, folder, until)
    except UsageProblem:  # there is none
        return None
    # What is waived today was so then, or not: nobody knows.
    spec = replace(with_stages_of(given.found, pipeline).spec, waivers=())
    span = lookback(asking.lookback or spec.lookback, entry.day)

    def then(question: Question) -> Question:
        rules = tuple(rule.on(entry.day) for rule in question.rules)
        return question._replace(as_of=entry.day, lookback=span, rules=rules, repeat=())

    asked = [ask._replace(question=then(ask.question)) for ask in hanging]
    result = build_check(Given(pipeline, spec, then(given.question), given.built_in_stages), asked)
    return Kept({}, result.measures, entry.day, result.currency, snapshot=True)


def _hangs(ask: "Ask") -> bool:
    """Whether a measure is held against what it was."""
    # A forecast of then takes all that was known before then, which a snapshot alone does not tell.
    if ask.metric is None or "foretold" in ask.metric.looks_at:
        return False
    return ask.check.max_drop is not None or ask.check.max_rise is not None
