"""Inputs → validation: what `validate` reads, checks, and holds against its baseline."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..checks.baseline import baseline_of
from ..checks.data_checks import Checked
from ..checks.validation import all_findings, of_owners, validation
from ..domain.cells import loose, usual_spellings
from ..domain.errors import UsageProblem
from ..domain.finding import KEPT_PER_CODE, Level
from ..domain.kept import Kept
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.validation import Baseline, Validation
from .gate_options import Copies, Gate, Judging, Owners
from .options import Day, Reading
from .output import DASH, keep_inputs, refuse_unwritable, write_file
from .places import FoundSpec, find_spec

#: Where nothing may be left out: a baseline knows every finding, and an owner's are counted one by one.
_ALL = sys.maxsize


def validated(reading: Reading, day: Day, owners: Owners, gate: Gate, writing: Judging, copies: Copies) -> Validation:
    """Everything that is to be said of the data, and whether it fails; the new baseline is written on the way.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    from ..read.codes import CODES
    from .asking import parse_day
    from .spine import find_and_read, narrate, today

    refuse_unwritable(writing)
    targets = {"output": writing.output, "rejects": reading.rejects, "write-baseline": gate.write_baseline}
    keep_inputs([gate.baseline] if gate.baseline else [], **targets, **copies.files)
    known = _known(gate)
    as_of = parse_day(day.as_of, today())
    keep = _ALL if owners.owner or gate.baseline or gate.write_baseline else KEPT_PER_CODE
    # What --strict forbids fails here anyway, as an answer with its reasons and not as none.
    pipeline, found, _ = find_and_read(
        find_spec(reading.config), replace(reading, strict=False), as_of, writing, keep=keep
    )
    keep_inputs(read_from(pipeline, found), **targets, **copies.files)
    narrate(pipeline, found.path, writing)
    checked = all_findings(pipeline, planned(found), as_of, keep)
    pipeline, checked, filters = _narrowed(pipeline, checked, owners.owner)
    if gate.write_baseline is not None:
        known = baseline_of(checked.findings)
        _write(known, gate.write_baseline, writing)
    level = Level(gate.fail_on or Level.ERROR)
    return validation(pipeline, checked, as_of, CODES, fail_on=level, baseline=known, filters=filters)


def _known(gate: Gate) -> Baseline | None:
    if gate.write_baseline == DASH:
        raise UsageProblem("--write-baseline '-' would mix the baseline with the answer on stdout; name a file")
    if gate.baseline is None:
        return None
    if gate.write_baseline is not None:
        raise UsageProblem("--baseline and --write-baseline don't go together; leave out the one to replace all")
    from ..read.baseline import read_baseline

    return read_baseline(gate.baseline).known


def planned(found: FoundSpec) -> PipelineSpec:
    """The plan, without the probabilities of stages that nobody chose."""
    if found.path is not None:
        return found.spec
    return replace(found.spec, stages=tuple(replace(stage, probability=None) for stage in found.spec.stages))


def _narrowed(
    pipeline: Pipeline, checked: Checked, names: list[str] | None
) -> tuple[Pipeline, Checked, tuple[str, ...]]:
    """What belongs to the owners asked for, those of rows set aside included, and the words for it."""
    if not names:
        return pipeline, checked, ()
    from .where import did_you_mean

    if "owner" not in pipeline.fields:
        raise UsageProblem("--owner: the data has no owner column; map one in pipeline.yaml: columns: {owner: HEADER}")
    spelled = {loose(name): name for name in _owners(pipeline, checked)}
    for name in names:
        if loose(name) not in spelled:
            raise UsageProblem(f"--owner {name!r} owns nothing here{did_you_mean(name, spelled.values())}")
    owners = list(dict.fromkeys(spelled[loose(name)] for name in names))
    return *of_owners(pipeline, checked, owners), (f"owner {' or '.join(owners)}",)


def _owners(pipeline: Pipeline, checked: Checked) -> Iterable[str]:
    """Every owner, each as most rows spell it."""
    aside = Counter(checked.findings.flagged.aside).elements()
    names = [owner for owner in (*(each.owner for each in pipeline), *aside) if owner]
    usual = usual_spellings(names)
    return sorted({usual.get(name, name) for name in names})


def read_from(pipeline: Pipeline, found: FoundSpec) -> list[str | Path]:
    """The files that were read, which nothing is written over."""
    return [*found.files, *(account.name for account in pipeline.files)]


def _write(known: Baseline, name: str, writing: Judging) -> None:
    from ..render.to_baseline import baseline
    from .guard import say

    write_file(name, baseline(Kept(known)), "choose another file for --write-baseline")
    if not writing.quiet:
        count = sum(known.values())
        said = "1 finding is" if count == 1 else f"{count:,} findings are"
        say(f"pipectl: {said} known from now on, in {name}; validate --baseline {name} fails on new ones alone")
