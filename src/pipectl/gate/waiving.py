"""Which of the opportunities that are waived to leave out: a waiver never makes a verdict worse."""

from collections.abc import Callable, Mapping, Sequence

from ..checks.waivers import Waivers
from ..domain.cells import loose
from ..domain.check import Waiver
from ..domain.finding import Finding, Place
from ..domain.ledger import kept_part
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.verdict import GRAVEST_FIRST, CheckLine, Verdict
from ..engines.rows import Key
from ..views import Question

NO_PASS = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)
Lines = Mapping[Key, CheckLine]


def left_out(judged: Callable[[frozenset[str]], Lines], waived: Sequence[str]) -> frozenset[str]:
    """Keys of those to leave out of a check that is no pass with everything; `judged` gives its lines without some.

    All of them where whatever they change then passes; else one after the other those that bring no line farther from
    a pass.
    """
    everyone, taken = frozenset(waived), frozenset[str]()
    found, without = judged(taken), judged(everyone)
    changed = [line for key, line in without.items() if line != found[key]]
    if changed and all(line.verdict not in NO_PASS for line in changed):
        return everyone
    for key in waived if len(everyone) > 1 else ():
        tried = judged(taken | {key})
        if not _harms(tried, found):
            taken, found = taken | {key}, tried
    return taken if _harms(without, found) else everyone


def _harms(lines: Lines, instead_of: Lines) -> bool:
    return any(_better(instead_of[key], line) for key, line in lines.items())


def _better(line: CheckLine, other: CheckLine) -> bool:
    """Whether a line is nearer to a pass than another."""
    rank, others = GRAVEST_FIRST.index(line.verdict), GRAVEST_FIRST.index(other.verdict)
    if rank != others or line.gap is None or other.gap is None:
        return rank > others
    return line.gap < other.gap


def waivers_for(
    spec: PipelineSpec,
    question: Question,
    places: Sequence[Place],
    selection: Sequence[Opportunity],
    findings: Sequence[Finding],
    pipeline: Pipeline,
) -> Waivers:
    """The waivers of pipeline.yaml; those that speak of nobody whom the filters leave are not judged."""
    if not question.rules:
        return Waivers(spec.waivers, question.as_of, places, opportunities=pipeline)
    owners = {each.owner for each in selection} | {each.owner for each in findings}
    named = {text for each in selection for text in (each.key, each.name)} | {each.opportunity for each in findings}
    theirs, keys = ({loose(kept_part(text)) for text in texts if text} for texts in (owners, named))

    def is_spoken_of(waiver: Waiver) -> bool:
        return loose(kept_part(waiver.who)) in (theirs if waiver.owner else keys)

    return Waivers(spec.waivers, question.as_of, places, is_spoken_of, pipeline)
