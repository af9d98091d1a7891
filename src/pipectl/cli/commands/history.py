"""`pipectl history`: what is kept of the past, and how more of it is kept."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ...domain.errors import UsageProblem
from ..options import Asking, Exports, Writing
from ..recall_options import PAST, Matching, Store

if TYPE_CHECKING:
    from pathlib import Path

    from ...domain.remembered import Remembered
    from ...store.folder import Folder
    from ..places import FoundSpec

Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        help="pipeline.yaml to use. Default: PIPECTL_CONFIG, else the one here or above.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.", show_default=False)]


def listed(store: Store, writing: Writing, config: Config = None) -> int:
    """The snapshots that are kept, with their days."""
    from ..spine import present

    present("remembered", writing, _remembered(_folder(config, store), verified=False))
    return 0


def verify(store: Store, writing: Writing, config: Config = None) -> int:
    """Look at every byte of every snapshot: exit 1 where one is not as it was written."""
    from ..spine import present

    found = _remembered(_folder(config, store), verified=True)
    present("remembered", writing, found)
    return 1 if found.damaged else 0


def show(
    day: Annotated[str, typer.Argument(metavar="DAY", help="Its day, as 2026-01-31, or the day it was the last of.")],
    store: Store,
    writing: Writing,
    config: Config = None,
) -> int:
    """The opportunities of one snapshot, sorted by stage."""
    from ...report.listing import build_listing
    from ..asking import parse_day, question
    from ..kept_pipeline import shown_pipeline
    from ..past_stages import with_stages_of
    from ..places import find_spec
    from ..spine import present, today

    found = find_spec(config)
    pipeline, entry = shown_pipeline(found, _folder_of(found, store), parse_day(day, today(), ""))
    found = with_stages_of(found, pipeline)
    asked = question(Asking(), None, found.spec, pipeline, entry.day)
    present("listing", writing, build_listing(pipeline, found.spec, asked))
    return 0


def prune(
    keep: Annotated[
        str,
        typer.Option(
            "--keep",
            metavar="WHAT",
            rich_help_panel=PAST,
            help="What stays: daily=30,weekly=12,monthly=24,yearly=5, last=10 or all-since=2026-01-01, counted from "
            "the last one back; the last one always stays.",
        ),
    ],
    store: Store,
    yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.", show_default=False)] = False,
    config: Config = None,
) -> int:
    """Remove old snapshots, once that was agreed to."""
    from ...store.listing import is_whole, snapshots
    from ...store.pruning import keep_of, remove, sweep, what_to_prune
    from ..guard import answer, say
    from ..keeping import now

    folder = _folder(config, store)
    wanted = keep_of(keep)
    listed = snapshots(folder)
    # A broken one neither stays in place of a whole one nor goes: it may be restored.
    entries = [entry for entry in listed.entries if is_whole(entry)]
    if broken := len(listed.entries) - len(entries) + listed.problems.total:
        files = "1 file is no whole snapshot" if broken == 1 else f"{broken:,} files are no whole snapshots"
        stands = "it stands" if broken == 1 else "they stand"
        say(f"pipectl: {files} and left as {stands}; pipectl history verify says why")
    old = what_to_prune(entries, wanted)
    if not old:
        answer(f"Nothing to remove: {len(entries):,} of {len(entries):,} stay in {folder.path}")
        return 0
    if not (yes or _agreed(len(old), len(entries), folder.path)):
        answer("Nothing was removed")
        return 0
    remove(old)
    sweep(folder.path, now())
    answer(f"Removed {len(old):,} of {len(entries):,} snapshots in {folder.path}")
    return 0


def take_in(
    reading: Exports,
    store: Store,
    matching: Matching,
    date_from: Annotated[
        Literal["name", "content", "modified"] | None,
        typer.Option(
            "--date-from",
            metavar="WHERE",
            rich_help_panel=PAST,
            help="Where the day of each export is taken from: the name of the file (default), its content (the last "
            "day in it on which anything happened), or when the file was modified.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Keep exports of other days, named as files, folders or patterns, each as a snapshot of its day."""
    from ..taking_in import take_in_files

    return take_in_files(reading, store, matching, date_from or "name", Writing(quiet=quiet))


def from_git(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An export that is kept in a Git repository.")],
    store: Store,
    matching: Matching,
    config: Config = None,
    quiet: Quiet = False,
) -> int:
    """Keep every committed version of an export as a snapshot of the day its author wrote it."""
    from ..taking_in import take_in_commits

    return take_in_commits(file, Exports(config=config), store, matching, Writing(quiet=quiet))


#: What follows `pipectl history`, with the function that answers it.
SUBCOMMANDS = {
    "list": listed,
    "show": show,
    "verify": verify,
    "prune": prune,
    "import": take_in,
    "from-git": from_git,
}


def _folder(config: str | None, store: Store) -> "Folder":
    from ..places import find_spec

    return _folder_of(find_spec(config), store)


def _folder_of(found: "FoundSpec", store: Store) -> "Folder":
    from ..recall import store_folder, there

    return there(store_folder(found, store), store)


def _remembered(folder: "Folder", *, verified: bool) -> "Remembered":
    from ...domain.remembered import Remembered, SnapshotLine
    from ...store.listing import snapshots
    from ...store.listing import verify as verdicts

    found = snapshots(folder)
    wrong = {one.path: one.wrong for one in verdicts(folder)} if verified else {}
    known = {path: entry for entry in found.entries for path in (entry.path, *entry.twins)}
    lines = [
        SnapshotLine(
            path.name,
            entry.head.day,
            entry.head.taken,
            entry.head.rows,
            entry.head.set_aside,
            entry.head.note,
            wrong.get(path),
        )
        for path, entry in known.items()
    ]
    others = [SnapshotLine(path.name, *(None,) * 5, why) for path, why in wrong.items() if path not in known]
    return Remembered(str(folder.path), verified, (*lines, *others), (), found.problems)


def _agreed(count: int, whole: int, folder: "Path") -> bool:
    """Ask the person at the terminal; without one nothing is removed.

    Raises:
        UsageProblem: nobody is there to ask.
    """
    import sys

    from ..dialogue import ask

    if not sys.stdin.isatty():
        raise UsageProblem(f"{count:,} of {whole:,} snapshots in {folder} would be removed; say so with --yes")
    return ask(f"Remove {count:,} of {whole:,} snapshots in {folder}?", ("yes", "no")) == "yes"
