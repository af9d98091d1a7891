"""What each check of pipeline.yaml lacks to be judged on this data; how it comes out is for `pipectl check` to say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from ...checks.data_checks import DATA_CHECKS, Checked
from ...checks.waivers import Waivers
from ...domain.check import Check
from ...domain.diagnosis import Answer, CheckFound, Problem
from ...domain.finding import Level, Place
from ...domain.spec import PipelineSpec
from ...domain.validation import NotRun
from ...domain.verdict import CheckLine, Verdict, WaiverLine, WaiverState
from ...gate.checking import Ask, Given, build_check
from ...gate.evidence import DATA_QUALITY
from ...metrics.catalog import CHECKED
from ...read.codes import CODES
from ...render.words.check import waiver_words
from ...render.words.shared import counted
from ..before import kept_before
from ..gating import evidence_of, is_of_rows, places_of, question_of, rows_of
from ..looking_back import past_of
from ..options import Asking, Exports
from ..recall import store_folder
from ..recall_options import Recalling
from ..spine import Gathered
from .looks import Looks

#: Groups of which it is said what they lack, and checks whose places a problem names.
GROUPS, PLACES = 3, 6


class ChecksSeen(NamedTuple):
    """What became of the look at checks and waivers."""

    checks: tuple[CheckFound, ...]
    waivers: tuple[WaiverLine, ...] = ()
    not_run: tuple[NotRun, ...] = ()


def unread(spec: PipelineSpec, places: Sequence[Place], as_of: date, why: str, looks: Looks) -> ChecksSeen:
    """The checks of a pipeline.yaml whose data can't be read."""
    waivers = _expired(spec, places, as_of)
    looks.tell(_waived(waivers))
    return ChecksSeen(tuple(_seen(check, None, answer=Answer.NO, lacking=(why,)) for check in spec.checks), waivers)


def checks_seen(gathered: Gathered, checked: Checked, looks: Looks) -> ChecksSeen:
    """Every check with what it lacks, and what became of every waiver."""
    checks = gathered.spec.checks
    places = places_of(gathered.found, "checks")
    tried = [Looks() for _ in checks]
    asks: dict[int, Ask] = {}
    for number, (check, place) in enumerate(zip(checks, places, strict=True)):
        ask = tried[number].at("checks", partial(_ask, gathered, check, place))
        asks |= {} if ask is None else {number: ask}
    lines, waivers = _lines(_given(gathered, checked, asks, looks), asks, tried)
    found = tuple(
        _found(check, place, lines.get(number), tried[number])
        for number, (check, place) in enumerate(zip(checks, places, strict=True))
    )
    looks.tell(_refused([each for number, each in enumerate(found) if number not in lines], tried))
    looks.tell(_unjudged([each for number, each in enumerate(found) if number in lines]))
    looks.tell(_waived(waivers))
    return ChecksSeen(found, waivers, checked.not_run)


def _ask(gathered: Gathered, check: Check, place: Place) -> Ask:
    return Ask(check, question_of(gathered, check, place), place)


def _given(gathered: Gathered, checked: Checked, asks: Mapping[int, Ask], looks: Looks) -> Given:
    past, here = Recalling(), list(asks.values())
    folder = store_folder(gathered.found, past)
    recalled = looks.at("history", partial(past_of, gathered, Exports(), past, folder))
    gathered, chronicle = recalled or (gathered, None)
    return Given(
        gathered.pipeline,
        gathered.spec,
        gathered.question,
        evidence=evidence_of(gathered, rows_of(gathered, checked), None)
        if any(map(is_of_rows, asks.values()))
        else None,
        kept=looks.at("history", partial(kept_before, gathered, here, Asking(), folder)),
        chronicle=chronicle,
        waiver_places=places_of(gathered.found, "waivers"),
    )


_Lines = dict[int, tuple[CheckLine, ...]]


def _lines(given: Given, asks: Mapping[int, Ask], tried: Sequence[Looks]) -> tuple[_Lines, tuple[WaiverLine, ...]]:
    """The lines of each check: of all at once, else, where one keeps the others from an answer, one by one."""
    result = Looks().at("checks", partial(build_check, given, [*asks.values()])) if asks else None
    if result is not None:
        found = {number: tuple(one for one in result.lines if one.place == ask.place) for number, ask in asks.items()}
        return found, result.waivers
    alone = {number: tried[number].at("checks", partial(build_check, given, [ask])) for number, ask in asks.items()}
    waivers = _expired(given.spec, given.waiver_places, given.question.as_of)
    return {number: one.lines for number, one in alone.items() if one is not None}, waivers


def _found(check: Check, place: Place, lines: Sequence[CheckLine] | None, tried: Looks) -> CheckFound:
    if lines is None:
        return _seen(check, place, answer=Answer.NO, lacking=tuple(each.text for each in tried.problems))
    lacks = [line for line in lines if line.lacking]
    answer = Answer.YES if not lacks else Answer.NO if len(lacks) == len(lines) else Answer.PARTLY
    found = _seen(
        check,
        place,
        answer=answer,
        lacking=_lacking(lacks),
        stops=any(line.verdict is Verdict.UNDEFINED for line in lines),
    )
    if any(line.by is None for line in lines):
        return found
    return found._replace(groups=len(lines), judged=len(lines) - len(lacks))


def _lacking(lacks: Sequence[CheckLine]) -> tuple[str, ...]:
    """Why some lines can't be judged: once where it is the same for all, else group by group."""
    reasons = dict.fromkeys(line.lacking or "" for line in lacks)
    if len(reasons) <= 1:
        return tuple(reasons)
    told = [f"{line.key or f'no {line.by}'}: {line.lacking}" for line in lacks[:GROUPS]]
    rest = len(lacks) - len(told)
    return (*told, *([f"and {rest:,} more"] if rest else []))


def _seen(
    check: Check, place: Place | None, *, answer: Answer, lacking: tuple[str, ...] = (), stops: bool = True
) -> CheckFound:
    return CheckFound(
        title=check.name or _title(check),
        subject=check.subject,
        bounds=check.bounds,
        answer=answer,
        lacking=lacking,
        by=check.by,
        period=check.period,
        filters=check.where,
        counts_as=check.undefined and check.undefined.value,
        stops=stops,
        place=place,
    )


def _title(check: Check) -> str:
    if check.metric is not None:
        return "Data quality" if check.metric == DATA_QUALITY else CHECKED[check.metric].title
    titles = {code.code: code.title for code in (*CODES.values(), *(each.code for each in DATA_CHECKS))}
    return f"{check.subject} {titles[check.subject]}" if check.subject in titles else f"Findings: {check.subject}"


def _refused(found: Sequence[CheckFound], tried: Sequence[Looks]) -> Iterator[Problem]:
    """Checks that are wrong in themselves; why, stands beside each."""
    if found:
        kinds = dict.fromkeys(kind for looks in tried for each in looks.problems for kind in each.kinds)
        text = "so pipectl check has no answer at all; correct what is said of them above"
        yield Problem(Level.ERROR, "checks", f"{_named(found)} can't be asked of this data, {text}", (), tuple(kinds))


def _unjudged(found: Sequence[CheckFound]) -> Iterator[Problem]:
    """Checks that have no answer; what they lack stands beside each."""
    stopping = [each for each in found if each.stops]
    if stopping:
        measured = [each for each in stopping if each.subject in CHECKED or each.subject == DATA_QUALITY]
        # A check of findings says nothing of what undefined counts as.
        instead = "let it count as something: undefined: warn" if measured else "remove them"
        instead += "; those of findings can only be removed" if 0 < len(measured) < len(stopping) else ""
        text = f"so pipectl check has no answer; bring what they lack, or {instead}"
        yield Problem(Level.WARNING, "checks", f"{_named(stopping)} can't be judged, {text}")


def _named(found: Sequence[CheckFound]) -> str:
    """`2 checks (pipeline.yaml:9:5, pipeline.yaml:12:5)`."""
    places = [str(each.place) for each in found[:PLACES]] + (["…"] if len(found) > PLACES else [])
    return f"{counted(len(found), 'check')} ({', '.join(places)})"


def _expired(spec: PipelineSpec, places: Sequence[Place], as_of: date) -> tuple[WaiverLine, ...]:
    """The waivers that ran out, which needs no data to be said."""
    found = Waivers(spec.waivers, as_of, places).lines
    return tuple(line for line in found if line.state is WaiverState.EXPIRED)


def _waived(lines: Sequence[WaiverLine]) -> Iterator[Problem]:
    levels = {WaiverState.EXPIRED: Level.WARNING, WaiverState.UNUSED: Level.NOTE}
    for line in lines:
        if line.state in levels:
            yield Problem(levels[line.state], "waivers", waiver_words(line, str))
