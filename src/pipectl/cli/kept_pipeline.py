"""A snapshot as what reading its export gave."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.cells import loose
from ..domain.errors import UsageProblem
from ..domain.pipeline import FileAccount, Pipeline, RowCount
from ..store.folder import Folder
from .past_stages import past_stages
from .places import FoundSpec, has_own_data
from .recall import names_of
from .where import stages_of

if TYPE_CHECKING:
    from ..store.canonical import Head
    from ..store.listing import Entry


def last_entry(folder: Folder, until: date) -> "Entry | None":
    """The last whole snapshot up to a day; None where there is none."""
    from ..store.listing import is_whole, snapshots

    return next(filter(is_whole, reversed(snapshots(folder, until).entries)), None)


def entry_instead(found: FoundSpec, folder: Folder, as_of: date, today: date) -> "Entry | None":
    """The snapshot to speak of where no export is named: of a past day the nearer of the two; None for the export.

    Today is that of its export; without any, the last snapshot stands for it.
    """
    own = has_own_data(found)
    if own and as_of >= today:
        return None
    entry = last_entry(folder, as_of)
    if entry is None or (own and today - as_of < as_of - entry.day):
        return None
    return entry


def shown_pipeline(found: FoundSpec, folder: Folder, day: date) -> "tuple[Pipeline, Entry]":
    """The opportunities of the last snapshot up to a day, in the stages of today.

    Raises:
        UsageProblem: there is none.
        InputProblem: it is damaged; another day is not shown in its stead.
    """
    from ..store.files import load

    for path in folder.shows(day):
        load(path)
    entry = last_entry(folder, day)
    if entry is None:
        raise UsageProblem(
            f"no snapshot in {folder.path} shows {day} or a day before; pipectl history list has those there are"
        )
    return pipeline_of(entry.path, found), entry


def refuse_foreign(found: FoundSpec, folder: Folder) -> None:
    """Refuse to keep anything beside the snapshots of another pipeline: neither could be looked back to any more.

    Raises:
        InputProblem: the folder holds some, or can't be read.
    """
    from ..store.listing import snapshots
    from ..store.reading import refuse_other_pipeline

    for entry in snapshots(folder).entries:
        refuse_other_pipeline(entry.path, entry.head, names_of(found))


def pipeline_of(path: Path, found: FoundSpec) -> Pipeline:
    """What one snapshot holds, its stages called as they are today.

    Raises:
        InputProblem: it is damaged, or of another pipeline.
    """
    from dataclasses import replace

    from ..store.reading import opportunities_of, refuse_other_pipeline

    head, opportunities = opportunities_of(path)
    refuse_other_pipeline(path, head, names_of(found))
    words = stages_of(past_stages(found))
    named = tuple(replace(each, stage=words.get(loose(each.stage), each.stage)) for each in opportunities)
    headers = tuple(dict.fromkeys(header for each in named for header in each.extra))
    return Pipeline(named, files=(_account(path, head, headers),), fields=frozenset(head.fields), headers=headers)


def _account(path: Path, head: "Head", headers: tuple[str, ...]) -> FileAccount:
    rows = RowCount(read=head.rows + head.set_aside, accepted=head.rows, set_aside=head.set_aside, snapshot=head.day)
    columns = tuple((field, field) for field in head.fields)
    return FileAccount(str(path), "utf-8", ",", 2, rows, columns, headers, (), read_as=f"the snapshot of {head.day}")
