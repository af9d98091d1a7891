"""What commands that look back are given: today's export, or what is known of an earlier day, with all of the past."""

from typing import TYPE_CHECKING

from ..domain.errors import UsageProblem
from ..store.folder import Folder
from .asking import parse_day, question
from .kept_pipeline import entry_instead, pipeline_of
from .options import Asking, Exports, Reading, Writing
from .output import keep_inputs
from .past_stages import with_past_stages, with_stages_of
from .places import FoundSpec, find_spec
from .recall import has_past, past_files, recall, store_folder
from .recall_options import Recalling
from .repeat import repeated
from .spine import Gathered, gather, refuse_if_filtered_out, settle_rejects, tell_unread, today
from .touching import with_activities

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle


def look_back(
    reading: Reading, asking: Asking, recalling: Recalling, writing: Writing, by: list[str] | None = None
) -> "tuple[Gathered, Chronicle]":
    """Today's export with all of the past; without an export, or on an earlier day, the last snapshot up to it.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    given, folder = _given(reading, asking, recalling, writing, by)
    chronicle = recall(given, reading, recalling, folder)
    return with_past_stages(given, chronicle), chronicle


def with_past(
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Writing,
    by: list[str] | None = None,
    *,
    take_stdin: bool = True,
) -> "tuple[Gathered, Chronicle | None]":
    """The same for commands that need no past: without any they have none.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    given, folder = _given(reading, asking, recalling, writing, by, take_stdin=take_stdin)
    return past_of(given, reading, recalling, folder)


def past_of(
    given: Gathered, reading: Exports, recalling: Recalling, folder: Folder
) -> "tuple[Gathered, Chronicle | None]":
    """What was read, in the stages of its past as well, and all that is told of that; None where nothing is.

    Raises:
        PipectlError: a source of it can't be read, or is of another pipeline.
    """
    if not has_past(given, recalling, folder):
        return given, None
    chronicle = recall(given, reading, recalling, folder)
    return with_past_stages(given, chronicle), chronicle


def _given(
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Writing,
    by: list[str] | None,
    *,
    take_stdin: bool = True,
) -> tuple[Gathered, Folder]:
    """What is spoken about, and the folder of snapshots; nothing that is looked back to is written over."""
    found = find_spec(reading.config)
    folder = store_folder(found, recalling)
    if writing.output is not None or reading.rejects is not None:
        keep_inputs(past_files(found, recalling, folder), output=writing.output, rejects=reading.rejects)
    kept = _kept(reading, asking, writing, by, found, folder)
    return kept or gather(reading, asking, writing, by, take_stdin=take_stdin, found=found), folder


def _kept(
    reading: Reading, asking: Asking, writing: Writing, by: list[str] | None, found: FoundSpec, folder: Folder
) -> Gathered | None:
    """The last snapshot up to as-of, where that is the one to speak about; None where an export is.

    An export that is named counts as it is.

    Raises:
        PipectlError: it is not what the options allow, or nothing of it is left.
    """
    if reading.files:
        return None
    as_of = parse_day(asking.as_of, today())
    entry = entry_instead(found, folder, as_of, today())
    if entry is None:
        return None
    if reading.rejects is not None:
        raise UsageProblem(f"--rejects: the snapshot of {entry.day} holds no rows that were set aside; name the export")
    pipeline = with_activities(pipeline_of(entry.path, found), found, reading, as_of, writing)
    found = with_stages_of(found, pipeline)
    tell_unread(f"the data is the snapshot of {entry.day}", writing)
    settle_rejects(pipeline, reading)
    asked = question(asking, by, found.spec, pipeline, as_of)._replace(repeat=repeated(reading, asking))
    refuse_if_filtered_out(pipeline, found.spec, asked)
    return Gathered(pipeline, found.spec, asked, found.path is None, found, seen_on=entry.day)
