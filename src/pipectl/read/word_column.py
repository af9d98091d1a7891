"""A close % that holds words, High and Low: it is left out, so that the rows are not lost with it."""

from collections.abc import Mapping
from typing import Any

from ..domain.opportunity import FIELDS
from .codes import quoted
from .dialect import Layout
from .formats.evidence import example
from .formats.profile import Profile
from .headers import aliased

_FIELD = "probability"


def without_words(layout: Layout, profiles: Mapping[str, Profile[Any]]) -> Layout | None:
    """The layout without its column of close %, where that holds words and no number; None where it stays as it is.

    Another column that is headed like a close % takes its place.
    """
    chosen = layout.chosen
    word = _word(profiles[_FIELD]) if _FIELD in chosen.columns else None
    if word is None:
        return None
    others = aliased(layout.header, set(chosen.located.values())).get(_FIELD, [])
    columns = {**chosen.columns, _FIELD: others[0]} if others else chosen.columns
    kept = {field: columns[field] for field in FIELDS if field in columns and (others or field != _FIELD)}
    instead = (
        f"it is read from {quoted(chosen.labels[others[0]])}" if others else "the probabilities of stages are used"
    )
    label = chosen.labels[chosen.columns[_FIELD]]
    said = (
        f"{quoted(label)} holds words, such as {example(profiles[_FIELD], word)}, and is not read as close %; {instead}"
    )
    settled = tuple(line for line in layout.settled if not line.startswith(f"{_FIELD} is read from "))
    return layout._replace(chosen=chosen._replace(columns=kept), settled=(*settled, said))


def _word(profile: Profile[Any]) -> str | None:
    """The first word of a column without any number; None where there is a number or no word."""
    if any(map(str.isnumeric, "".join(profile))):
        return None
    return next((text for text in profile if any(map(str.isalpha, text))), None)
