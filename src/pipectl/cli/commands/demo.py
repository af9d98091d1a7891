"""`pipectl demo`."""

import os
from typing import Annotated

import typer

from ...domain.errors import UsageProblem
from ..guard import say
from ..options import DATA_NAME, SPEC_NAME, Asking, By, Writing
from ..output import keep_inputs, write_file

KEPT = f"Wrote {SPEC_NAME} and {DATA_NAME}.  Look:  pipectl report"


def run(
    writing: Writing,
    by: By = None,
    save: Annotated[
        bool,
        typer.Option(
            "--save", help="Keep the sample: writes pipeline.yaml and opportunities.csv here.", show_default=False
        ),
    ] = False,
) -> int:
    """The report on sample opportunities dated around today; writes nothing."""
    from ...read.reader import ReadOptions, read_pipeline
    from ...read.source import Source
    from ...report.whole import build_report
    from ...spec.loader import load_spec
    from ...spec.templates import template_text
    from ..asking import question
    from ..sample import NAME, sample_spec, sample_text
    from ..spine import narrate, present, today

    if save:
        _refuse_taken(writing.output)
    day = today()
    text = sample_text(day)
    spec = sample_spec(load_spec(template_text("revenue-io"), SPEC_NAME), day)
    pipeline = read_pipeline([Source(NAME, text.encode())], spec, ReadOptions(as_of=day))
    report = build_report(pipeline, spec, question(Asking(), by, spec, pipeline, day))
    if not save:
        # No file stands behind it that the commands in its hints could read.
        step = report.next_step._replace(command="pipectl demo --save" if report.next_step.command else None)
        report = report._replace(next_step=step, see_findings="pipectl demo --save")
    narrate(pipeline, "the template revenue-io", writing)
    present("report", writing, report)
    if save:
        _save(text)
    if not writing.quiet:
        say(KEPT if save else "Yours next:  pipectl init --from export.csv      Keep the sample:  pipectl demo --save")
    return 0


def _refuse_taken(output: str | None) -> None:
    """Nothing is written where one of the two files is there already or the answer would go into it."""
    taken = [name for name in (DATA_NAME, SPEC_NAME) if os.path.lexists(name)]
    if taken:
        raise UsageProblem(f"--save would overwrite {' and '.join(taken)}; go to another folder")
    for name in (DATA_NAME, SPEC_NAME):
        keep_inputs((), save=name, output=output)


def _save(text: str) -> None:
    from ...spec.templates import template_text

    write_file(DATA_NAME, text, "go to another folder")
    write_file(SPEC_NAME, template_text("revenue-io"), "go to another folder")
