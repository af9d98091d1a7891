"""Inputs → verdict: what `check` reads, asks, and holds against pipeline.yaml, waivers and a baseline."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..checks.data_checks import Checked
from ..domain.check import Check
from ..domain.errors import NothingToReport, UsageProblem
from ..domain.finding import Place
from ..domain.kept import Kept
from ..domain.period import parse_period
from ..domain.pipeline import Pipeline
from ..domain.rule import Rule
from ..domain.verdict import CheckResult
from ..engines.keys import resolve
from ..views import Question
from .before import kept_before
from .gate_options import Copies, Targets
from .looking_back import past_of
from .options import Asking, Reading, Writing
from .output import DASH, keep_inputs, write_file
from .places import FoundSpec
from .recall import store_folder
from .recall_options import Recalling
from .spine import Gathered, gather
from .validating import planned, read_from
from .where import parse_rules

if TYPE_CHECKING:
    from ..gate.checking import Ask
    from ..gate.evidence import Evidence
    from ..history.chronicle import Chronicle

#: Where nothing may be left out: findings are counted one by one.
_ALL = sys.maxsize
_DIGITS = 18


def gated(
    reading: Reading, asking: Asking, recalling: Recalling, writing: Writing, targets: Targets, copies: Copies
) -> CheckResult:
    """The verdict on everything that is checked; the new baseline is written on the way.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    from ..checks.baseline import baseline_of
    from ..gate.checking import Given, build_check

    asked = tuple(_from_options(targets))
    _keep_apart(reading, writing, targets, copies)
    kept = _baseline(targets)
    gathered = gather(reading, asking, writing, gate=True, keep=_ALL)
    _keep_apart(reading, writing, targets, copies, read_from(gathered.pipeline, gathered.found))
    asks = _asks(gathered, asked)
    folder = store_folder(gathered.found, recalling)
    compared = kept or kept_before(gathered, asks, asking, folder)
    gathered, past = past_of(gathered, reading, recalling, folder)
    rows = rows_of(gathered, past=past) if targets.write_baseline or any(map(is_of_rows, asks)) else None
    given = Given(
        gathered.pipeline,
        gathered.spec,
        gathered.question,
        gathered.built_in_stages,
        rows and evidence_of(gathered, rows, kept),
        compared,
        places_of(gathered.found, "waivers"),
        past,
    )
    how = {"warn_only": targets.warn_only, "explained": targets.explain}
    result = build_check(given, asks, **how)
    if targets.write_baseline is None or rows is None:
        return result
    kept = Kept(baseline_of(rows.checked.findings), result.measures, result.as_of, result.currency)
    _write_baseline(kept, targets.write_baseline, writing)
    # What is measured now is what later runs compare with: today nothing has changed, and nothing is new.
    return build_check(given._replace(kept=kept, evidence=evidence_of(gathered, rows, kept)), asks, **how)


def _from_options(targets: Targets) -> Iterator[Check]:
    if targets.min_coverage is not None:
        yield _check("coverage", "min", targets.min_coverage, f"--min-coverage {targets.min_coverage!r}")
    for side, texts in (("min", targets.minimum), ("max", targets.maximum)):
        for text in texts or ():
            subject, equals, value = text.partition("=")
            if not equals or not subject.strip():
                raise UsageProblem(f"--{side} {text!r} is not METRIC=VALUE; write it as --{side} win_rate=0.25")
            yield _check(subject.strip(), side, value.strip(), f"--{side} {text!r}")


def _check(subject: str, side: str, text: str, said: str) -> Check:
    """A check of the command line.

    Raises:
        UsageProblem: the bound is none, or none that the measure could have.
    """
    from ..spec.check_rules import is_finding, not_a_bound

    bound = _number(text, said)
    if problem := not_a_bound(subject, bound, text):
        raise UsageProblem(f"{said} {problem}")
    of_rows = is_finding(subject)
    return Check(
        metric=None if of_rows else subject,
        finding=subject if of_rows else None,
        min=bound if side == "min" else None,
        max=bound if side == "max" else None,
    )


def _number(text: str, said: str) -> Decimal:
    """A bound as it is typed: 3, 2.5, 3x, 25%, -1."""
    plain = text[:-1] if text.endswith(("x", "×", "%")) else text
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit() or len(digits) > _DIGITS:
        raise UsageProblem(f"{said} is not a number; write it plainly, as 3, 2.5 or 25%")
    return Decimal(plain).scaleb(-2) if text.endswith("%") else Decimal(plain)


def _keep_apart(
    reading: Reading, writing: Writing, targets: Targets, copies: Copies, inputs: Sequence[str | Path] = ()
) -> None:
    """Refuse two answers into one file, or over what is read."""
    if targets.write_baseline == DASH:
        raise UsageProblem("--write-baseline '-' would mix the baseline with the answer on stdout; name a file")
    if targets.baseline is not None and targets.write_baseline is not None:
        raise UsageProblem("--baseline and --write-baseline don't go together; leave out the one to replace all")
    outputs = {"output": writing.output, "rejects": reading.rejects, "write-baseline": targets.write_baseline}
    keep_inputs([*inputs, *([targets.baseline] if targets.baseline else [])], **outputs, **copies.files)


def _baseline(targets: Targets) -> Kept | None:
    if targets.baseline is None:
        return None
    from ..read.baseline import read_baseline

    return read_baseline(targets.baseline)


def _asks(given: Gathered, asked: Sequence[Check]) -> "list[Ask]":
    """Every check with its question; what is asked for here stands in for the same bound of pipeline.yaml."""
    from ..gate.checking import Ask

    places = places_of(given.found, "checks") or (None,) * len(given.spec.checks)
    planned = [(_left(check, asked), place) for check, place in zip(given.spec.checks, places, strict=True)]
    asks = [Ask(check, question_of(given, check, place), place) for check, place in planned if check is not None]
    asks += [Ask(check, given.question) for check in asked]
    if not asks:
        raise NothingToReport(
            "nothing to check: add checks to pipeline.yaml (- {metric: coverage, min: 3}) or give --min-coverage"
        )
    return asks


def _left(check: Check, asked: Sequence[Check]) -> Check | None:
    """What is left of a check of pipeline.yaml: of a plain one, the bounds that are not asked for otherwise.

    `between` is a least and a greatest value; `equals` is one bound and stays.
    """
    plain = not (check.by or check.period or check.where)
    same = [one for one in asked if one.subject == check.subject] if plain else []
    low, high = check.between or (check.min, check.max)
    least = None if any(one.min is not None for one in same) else low
    most = None if any(one.max is not None for one in same) else high
    if all(bound is None for bound in (least, most, check.equals, check.max_drop, check.max_rise)):
        return None
    return replace(check, min=least, max=most, between=())


def question_of(given: Gathered, check: Check, place: Place | None) -> Question:
    """What a check asks beside what is asked on the command line.

    Raises:
        UsageProblem: it names what is not in the data; told with its place in pipeline.yaml.
    """
    question, pipeline, spec = given.question, given.pipeline, given.spec
    period = check.period and parse_period(check.period, question.as_of, spec.fiscal_year_starts)
    rules = tuple(rule for text in check.where for rule in _rules(text, given, place))
    return question._replace(
        period=period or question.period,
        by=(resolve(check.by, pipeline, f"{place}: by"),) if check.by else (),
        rules=question.rules + rules,
        filters=question.filters + check.where,
    )


def _rules(text: str, given: Gathered, place: Place | None) -> tuple[Rule, ...]:
    try:
        return parse_rules(text, given.question.as_of, given.pipeline, given.spec)
    except UsageProblem as problem:
        raise UsageProblem(f"{place}: {problem.message.removeprefix('--')}") from None


def is_of_rows(ask: "Ask") -> bool:
    """Whether a check is about findings, or about the quality they make."""
    from ..gate.evidence import DATA_QUALITY

    return ask.check.finding is not None or ask.check.metric == DATA_QUALITY


class Rows(NamedTuple):
    """The rows that are asked about, with every finding of theirs."""

    pipeline: Pipeline
    checked: Checked


def rows_of(given: Gathered, checked: Checked | None = None, past: "Chronicle | None" = None) -> Rows:
    """The rows that the filters leave with their findings; `checked` has all that were found, where that is known."""
    from ..gate.evidence import narrowed

    found = checked or found_in(given, past, _ALL)
    return Rows(*narrowed(given.pipeline, found, given.question, given.spec))


def found_in(given: Gathered, past: "Chronicle | None", keep: int) -> Checked:
    """Every finding, by the past, too, where a stage requires something that it tells."""
    from ..checks.requirements import asks_of_the_past
    from ..checks.validation import all_findings
    from ..report.remembering import trails_of

    as_of, plan = given.question.as_of, planned(given.found)
    trails = trails_of(past, given.pipeline, as_of) if asks_of_the_past(plan) else {}
    return all_findings(given.pipeline, plan, as_of, keep, trails)


def evidence_of(given: Gathered, rows: Rows, kept: Kept | None) -> "Evidence":
    """What checks of findings look at; what a baseline knows apart."""
    from ..gate.evidence import evidence
    from ..read.codes import CODES

    return evidence(rows.pipeline, rows.checked, given.question.as_of, CODES, kept.known if kept else {})


def places_of(found: FoundSpec, setting: str) -> tuple[Place, ...]:
    """Where checks or waivers stand in pipeline.yaml."""
    if found.path is None:
        return ()
    from ..spec.loader import places

    return places(found.text, str(found.path), setting)


def _write_baseline(kept: Kept, name: str, writing: Writing) -> None:
    from ..render.to_baseline import baseline
    from .guard import say

    write_file(name, baseline(kept), "choose another file for --write-baseline")
    if not writing.quiet:
        count = sum(kept.known.values())
        found = "1 finding" if count == 1 else f"{count:,} findings"
        measures = "1 measure" if len(kept.measures) == 1 else f"{len(kept.measures):,} measures"
        say(f"pipectl: {found} and {measures} kept in {name}; check --baseline {name} compares with them")
