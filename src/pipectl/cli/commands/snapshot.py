"""`pipectl snapshot`."""

from dataclasses import replace
from typing import Annotated

import typer

from ...domain.activity_settings import Activities
from ..options import Asking, Day, Reading, Writing
from ..recall_options import PAST, Matching, Store


def run(
    reading: Reading,
    day: Day,
    store: Store,
    matching: Matching,
    note: Annotated[
        str | None,
        typer.Option(
            "--note",
            metavar="TEXT",
            rich_help_panel=PAST,
            help="A word to remember it by, such as 'before the board'.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.", show_default=False)
    ] = False,
) -> int:
    """Keep today's export, so that what changes from now on can be told."""
    from ..guard import answer, say
    from ..keeping import keep_pipeline, now
    from ..kept_pipeline import refuse_foreign
    from ..places import find_spec
    from ..recall import match_of, store_folder
    from ..spine import gather, today

    # It keeps what the export says: files of activities tell of their days by themselves.
    found = find_spec(reading.config)
    alone = found._replace(spec=replace(found.spec, activities=Activities()))
    given = gather(reading, Asking(as_of=day.as_of), Writing(quiet=quiet), gate=True, found=alone)
    folder, as_of = store_folder(given.found, store), given.question.as_of
    refuse_foreign(given.found, folder)
    kept = keep_pipeline(given.pipeline, given.found, folder.path, as_of, now(), match_of(folder, matching), note)
    count = len(given.pipeline)
    deals = "1 opportunity" if count == 1 else f"{count:,} opportunities"
    told = f"Kept {deals} of {as_of}: {kept.path}"
    answer(told if kept.new else f"Kept already: {kept.path} has the same of {as_of}")
    if as_of > today():
        say(f"pipectl: {as_of} is in the future; if that is mistyped, delete {kept.path}")
    aside = given.pipeline.rows.set_aside
    if aside and not quiet:
        rows = "1 row was" if aside == 1 else f"{aside:,} rows were"
        say(f"pipectl: {rows} set aside and not kept; see {given.question.hint('pipectl validate')}")
    return 0
