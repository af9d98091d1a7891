"""From the folder of snapshots and a CRM's own history to the table of events."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.cells import loose
from ..domain.errors import InputProblem, UsageProblem
from ..domain.finding import quoted
from ..domain.pipeline import Pipeline
from ..domain.values import Outcome
from ..store.folder import Folder
from .options import Exports
from .output import DASH
from .past_stages import past_stages
from .places import FoundSpec
from .recall_options import Matching, Recalling, Store
from .spine import Gathered, read_options, today
from .where import stages_of

if TYPE_CHECKING:
    from ..domain.finding import Findings
    from ..domain.spec import PipelineSpec
    from ..history.chronicle import Chronicle, Log
    from ..history.matching import Match

#: Folder of snapshots beside pipeline.yaml, where nothing else is said.
FOLDER = "history"
#: Stages that are gone, which are named.
STAGES = 3


def store_folder(found: FoundSpec, store: Store) -> Folder:
    """`--store`, else history_folder in pipeline.yaml, else the folder `history` beside it or here.

    A command asks once and passes it on, so that it is looked into once.
    """
    if store.store is not None:
        return Folder(Path(store.store))
    return Folder(_beside(found) / (found.spec.history_folder or FOLDER))


def there(folder: Folder, store: Store) -> Folder:
    """The same folder, to look at what it holds.

    Raises:
        UsageProblem: it was named and is not there.
    """
    if store.store is not None and not folder.path.exists():
        raise UsageProblem(f"--store {store.store!r} is not there; pipectl snapshot --store makes it")
    return folder


def names_of(found: FoundSpec) -> tuple[str, ...]:
    """The names that snapshots of this pipeline go by; none without a pipeline.yaml."""
    return () if found.path is None else (found.spec.name, *found.spec.former_names)


def has_past(given: Gathered, recalling: Recalling, folder: Folder) -> bool:
    """Whether there is anything to look back to; nothing is read for it."""
    if recalling.history or given.found.spec.history_files or _has_columns(given.pipeline):
        return True
    names = _names(there(folder, recalling))
    return recalling.store is not None or any(name.endswith(".csv") for name in names)


def _has_columns(pipeline: Pipeline) -> bool:
    """Whether the export has columns of the days stages were entered."""
    return any(account.stage_days for account in pipeline.files)


def recall(given: Gathered, reading: Exports, recalling: Recalling, folder: Folder) -> "Chronicle":
    """Everything that is told of the past, up to as-of, with what was read today as the last that was seen.

    Raises:
        PipectlError: a source of it can't be read, or is of another pipeline.
    """
    from ..history.assembling import assemble
    from ..history.matching import keyed

    known = past_stages(given.found)
    kinds = {stage.name: stage.kind.outcome for stage in known.stages}
    logs = _logs(given, known, reading, recalling)
    as_of = given.seen_on or _day_of_export(given, reading, logs)
    match = match_of(there(folder, recalling), recalling)
    # What is broken after the last whole one is told, too.
    kept = snapshots(folder, given.found, known, match, max(as_of, given.question.as_of))
    current = given.pipeline.opportunities
    found = assemble(current, as_of, logs, kept, keyed(match), kinds.get)
    _cry(found.findings)
    told = () if "stage" in found.holds else _by_ends(given.pipeline)
    said = (*_shown(given), *found.said, *told, *_aside(given.pipeline), *_matched(match))
    return replace(found, said=said)


def _day_of_export(given: Gathered, reading: Exports, logs: "Sequence[Log]") -> date:
    """The day that what was read shows: as-of, unless it was not named and a log goes on after as-of.

    Then it is today's, and what is asked for is how things stood before: lives are looked at up to as-of alone.
    """
    as_of = given.question.as_of
    later = any(change.at.date() > as_of for log in logs for change in log.changes)
    named = reading.files or any(source.name in ("stdin", DASH) for source in given.sources)
    return max(as_of, today()) if later and not named else as_of


def snapshots(
    folder: Folder, found: FoundSpec, spec: "PipelineSpec", match: "Match", until: date | None
) -> "Chronicle | None":
    """What the snapshots tell up to a day; None where there are none.

    Raises:
        PipectlError: one is of another pipeline, or no row can be followed.
    """
    from ..history.matching import keyed
    from ..store.reading import chronicle_of

    words = stages_of(spec)
    told = chronicle_of(
        folder,
        keyed(match),
        pipeline_names=names_of(found),
        stage_of=lambda name: words.get(loose(name)),
        until=until,
        currency=spec.currency,
    )
    return told if told.seen or told.findings.total else None


def _logs(given: Gathered, known: "PipelineSpec", reading: Exports, recalling: Recalling) -> "list[Log]":
    """What CRMs tell: the files named, and the columns of the export itself."""
    from ..read.histories.columns import read_columns
    from ..read.histories.reading import read_history
    from ..read.source import expand, load

    options = read_options(reading, given.question.as_of)
    named = _named(given.found, recalling)
    names = expand(named) if named else ()
    logs = [read_history(load(name), known, options) for name in names]
    columns = [read_columns(one, given.pipeline, given.spec, options) for one in given.sources]
    return [*logs, *(one for one in columns if one is not None)]


def _named(found: FoundSpec, recalling: Recalling) -> Sequence[str]:
    """`--history`, else history_files of pipeline.yaml."""
    if recalling.history:
        return recalling.history
    return [str(_beside(found) / name) for name in found.spec.history_files]


def past_files(found: FoundSpec, recalling: Recalling, folder: Folder) -> list[str]:
    """The files of the past, which no answer may be written over."""
    from ..read.source import expand

    named = _named(found, recalling)
    return [*(expand(named) if named else ()), *(str(folder.path / name) for name in _names(folder))]


def match_of(folder: Folder, recalling: Matching) -> "Match":
    """`--match`, else by what the last snapshot was kept, else the id."""
    from ..history.matching import Match
    from ..store.listing import snapshots as listed

    if recalling.match is not None:
        return Match(recalling.match)
    entries = listed(folder).entries
    return entries[-1].head.match if entries else Match.ID


def _shown(given: Gathered) -> tuple[str, ...]:
    """Which day an answer from a snapshot shows, and which of its opportunities stand in no stage of today."""
    as_of, stages = given.question.as_of, {stage.name for stage in given.spec.stages}
    if given.seen_on is None:
        return ()
    unknown = Counter(each.stage for each in given.pipeline if each.stage not in stages)
    day = f"what is known of {as_of} is the snapshot of {given.seen_on}, the last one up to it"
    told = (
        f"{count:,} of it stand in {quoted(stage)}, which is no stage of pipeline.yaml any more and in no row of the "
        "stages; add it to the aliases of one"
        for stage, count in unknown.most_common(STAGES)
    )
    return (*([day] if given.seen_on != as_of else []), *told)


def _by_ends(pipeline: Pipeline) -> tuple[str, ...]:
    """What is taken to be where nothing but the stage at loss is told of the past."""
    lost = [each for each in pipeline if each.outcome is Outcome.LOST]
    known = sum(each.lost_from_stage is not None for each in lost)
    return (
        (
            f"of the past nothing is told but the stage at loss, of {known:,} of {len(lost):,} lost; everything is "
            "taken to have gone through all stages up to the one it is in or ended in"
        ),
    )


def _aside(pipeline: Pipeline) -> tuple[str, ...]:
    count = pipeline.rows.set_aside
    if not count:
        return ()
    rows = "1 row of today's export is" if count == 1 else f"{count:,} rows of today's export are"
    return (f"{rows} set aside, so that what seems removed may be among them",)


def _cry(findings: "Findings") -> None:
    """Say aloud what is left out: a past with a hole is no small print."""
    from ..domain.finding import Level
    from .guard import SHOWN, say

    wrong = [each for each in findings if each.level is Level.ERROR and not each.place.line]
    for each in wrong[:SHOWN]:
        say(str(each))
    if len(wrong) > SHOWN:
        say(f"… and {len(wrong) - SHOWN} more")


def _matched(match: "Match") -> tuple[str, ...]:
    if match == "id":
        return ()
    return ("opportunities are known again by name and account, so that one renamed is one gone and one new",)


def _beside(found: FoundSpec) -> Path:
    return Path() if found.path is None else found.path.parent


def _names(folder: Folder) -> list[str]:
    try:
        return folder.names
    except InputProblem:
        return []
