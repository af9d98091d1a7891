"""`pipectl demo`."""

from pathlib import Path
from typing import Annotated

import typer

from ...domain.errors import UsageProblem
from ..guard import say
from ..options import DATA_NAME, SPEC_NAME, Asking, By, Writing
from ..output import write_file


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
    from ...report import build_report
    from ...spec.loader import load_spec
    from ...spec.templates import template_text
    from ..asking import question
    from ..sample import NAME, sample_spec, sample_text
    from ..spine import present, today

    day = today()
    text = sample_text(day)
    spec = sample_spec(load_spec(template_text("revenue-io"), SPEC_NAME), day)
    pipeline = read_pipeline([Source(NAME, text.encode())], spec, ReadOptions(as_of=day))
    report = build_report(pipeline, spec, question(Asking(), by, spec, pipeline, day))
    present("report", writing, report)
    if save:
        _save(text)
    elif not writing.quiet:
        say("Yours next:  pipectl init --from export.csv      Keep the sample:  pipectl demo --save")
    return 0


def _save(text: str) -> None:
    from ...spec.templates import template_text

    taken = [name for name in (DATA_NAME, SPEC_NAME) if Path(name).exists()]
    if taken:
        raise UsageProblem(f"--save would overwrite {' and '.join(taken)}; go to another folder")
    write_file(DATA_NAME, text)
    write_file(SPEC_NAME, template_text("revenue-io"))
    say(f"Wrote {SPEC_NAME} and {DATA_NAME}.  Look:  pipectl report")
