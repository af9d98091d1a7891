"""`pipectl demo`."""

import os
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from ...domain.errors import UsageProblem
from ..guard import say
from ..options import SPEC_NAME, Asking, By, Writing
from ..output import keep_inputs, write_file

WROTE = "Wrote {}.  Look:  pipectl report, review, playbook, qualify, leads or activity"
NEXT = "Yours next:  pipectl init --from export.csv      Keep the sample:  pipectl demo --save"
MORE = "On the kept sample, try too:  pipectl review, playbook, qualify, leads or activity"


def run(
    writing: Writing,
    by: By = None,
    save: Annotated[
        bool,
        typer.Option(
            "--save",
            help="Keep the sample: writes pipeline.yaml, opportunities, leads, activities and spend here.",
            show_default=False,
        ),
    ] = False,
) -> int:
    """The report on sample opportunities dated around today; writes nothing."""
    from ...report.whole import build_report
    from ..asking import question
    from ..sample import KEPT, sample_pipeline, sample_spec
    from ..spine import narrate, present, today

    if save:
        _refuse_taken(writing.output)
    day = today()
    spec = sample_spec(day)
    pipeline = sample_pipeline(spec, day)
    report = build_report(pipeline, spec, question(Asking(), by, spec, pipeline, day))
    if not save:
        # No file stands behind it that the commands in its hints could read.
        step = report.next_step._replace(command="pipectl demo --save" if report.next_step.command else None)
        report = report._replace(next_step=step, see_findings="pipectl demo --save")
    narrate(pipeline, "the template revenue-io", writing)
    present("report", writing, report)
    if save:
        _save(day)
    if not writing.quiet:
        for line in (WROTE.format(_listed(KEPT)),) if save else (NEXT, MORE):
            say(line)
    return 0


def _refuse_taken(output: str | None) -> None:
    """Nothing is written where one of the files is there already or the answer would go into it."""
    from ..sample import KEPT

    taken = [name for name in KEPT if os.path.lexists(name)]
    if taken:
        raise UsageProblem(f"--save would overwrite {_listed(taken)}; go to another folder")
    for name in KEPT:
        keep_inputs((), save=name, output=output)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _save(day: date) -> None:
    from ..sample import TABLES, sample_plan, sample_table

    for name in TABLES:
        write_file(name, sample_table(name, day), "go to another folder")
    write_file(SPEC_NAME, sample_plan(day), "go to another folder")
