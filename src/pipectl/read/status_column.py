"""A status column that holds stages, in a file without a stage column: it is read as the stage."""

from collections.abc import Iterable, Mapping
from typing import Any

from .codes import quoted
from .dialect import Layout
from .flag_column import as_flag
from .formats.profile import Profile
from .guessed import borne_out, saying, without
from .header_refusals import refuse_missing
from .headers import choose
from .preset import NO_PRESET
from .settling import Settings, readers
from .stages import StageBook, status
from .survey import Progress, Survey, survey
from .word_column import without_words

#: Without a pipeline.yaml, words that are no status are taken for misspelled ones in fewer rows than one of this many.
_RARE = 10


def surveyed(
    name: str,
    text: Iterable[str],
    found: Layout,
    how: Settings,
    book: StageBook | None,
    named: Mapping[str, str],
    progress: Progress = lambda _: None,
) -> tuple[Layout, Survey]:
    """The first pass over a file, and another where its status column turns out to hold stages, or its close % words.

    There is one too where its column Closed holds yes and no, and where pipelines stand behind its stages, which the
    book is told of.

    Raises what `survey` does; `named` are the headers that pipeline.yaml or a person named for our fields.
    """
    found, seen = survey(name, text, found, readers(how, book, found.chosen), progress)
    again = _borne_out(name, found, seen.profiles, book)
    again = _restated(again or found, seen.profiles, book, named) or again
    again = without_words(again or found, seen.profiles) or again
    again = as_flag(again or found, seen.profiles, named) or again
    if book is not None and seen.pipelines:
        book.behind(seen.pipelines)
        again = again or found
    if again is not None:
        found, seen = survey(name, text, again, readers(how, book, again.chosen), lambda _: None)
    return saying(found), seen


def _borne_out(
    name: str, layout: Layout, profiles: Mapping[str, Profile[Any]], book: StageBook | None
) -> Layout | None:
    """The layout without what its cells speak against, where it has what it needs all the same."""
    again = borne_out(layout, profiles)
    if again is not None and book is not None:
        refuse_missing(name, layout.line, layout.header, again.chosen.missing)
    return again


def _restated(
    layout: Layout, profiles: Mapping[str, Profile[Any]], book: StageBook | None, named: Mapping[str, str]
) -> Layout | None:
    """The layout with the status column as the stage, where its cells are stages; None where it stays as it is.

    What is `named` is never taken for another field.
    """
    columns = layout.chosen.columns
    if "stage" in columns or "status" not in columns or "status" in named:
        return None
    if not _holds_stages(profiles["status"], book):
        return None
    header = layout.header[columns["status"]]
    preset = layout.chosen.preset
    key, numbers = NO_PRESET if preset is None else preset.key, layout.chosen.numbers
    chosen = choose(layout.header, {**named, "stage": header}, key, numbers)
    chosen = without(chosen, chosen.guessed)
    said = f"there is no stage column and {quoted(header)} holds stages; the stage is read from it"
    kept = [one for one in layout.settled if one not in layout.chosen.settled]
    return layout._replace(chosen=chosen, settled=(*kept, *chosen.settled, said))


def _holds_stages(profile: Profile[Any], book: StageBook | None) -> bool:
    """Whether the cells are stages of pipeline.yaml rather than status words, or mostly no such words."""
    rows = {text: sight.votes + sight.spare for text, sight in profile.items() if text.strip()}
    strange = [text for text in rows if status(text).trouble]
    unknown, whole = sum(rows[text] for text in strange), sum(rows.values())
    if book is not None:
        staged = sum(count for text, count in rows.items() if not book.stage(text).trouble)
        if not strange:
            return 2 * staged > whole and any(_tells_more(text, book) for text in rows)
        return 2 * unknown > whole or staged > whole - unknown
    return 2 * unknown > whole or (2 * len(strange) >= len(rows) and _RARE * unknown >= whole > 0)


def _tells_more(text: str, book: StageBook) -> bool:
    """Whether a cell names a stage that it would not stand for as a status word."""
    stage, outcome = book.stage(text).stage, status(text).outcome
    return stage is not None and outcome is not None and stage != book.stand_in(outcome)
