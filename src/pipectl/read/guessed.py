"""Columns that plainly say what was won and lost under headers of no CRM in particular, once their cells bear it out.

They are chosen by their headers, looked at with the others, and let go where they hold something else.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from .chosen import USES, Chosen
from .codes import quoted
from .dialect import Layout
from .formats.evidence import Sighting
from .formats.profile import Profile
from .stages import status

#: Where fewer rows than one of this many hold something else, that is an error in them and not of the header.
_RARE = 10


class _Count(NamedTuple):
    """Rows of a column by whether they say what its header promises."""

    fit: int
    other: int
    numbers: bool
    """Whether one of the others is a number or a date."""


def borne_out(layout: Layout, profiles: Mapping[str, Profile[Any]]) -> Layout | None:
    """The layout without what was guessed and its cells speak against; None where nothing is."""
    gone = {field for field in layout.chosen.guessed if not _holds(field, profiles[field])}
    return layout._replace(chosen=without(layout.chosen, gone)) if gone else None


def without(chosen: Chosen, gone: Collection[str]) -> Chosen:
    """The choice without some of what was guessed; these columns are none of ours then."""
    return chosen._replace(
        columns={field: at for field, at in chosen.columns.items() if field not in gone},
        roles={role: at for role, at in chosen.roles.items() if role not in gone},
        guessed=tuple(field for field in chosen.guessed if field not in gone),
    )


def saying(layout: Layout) -> Layout:
    """The layout with what was guessed in words."""
    chosen = layout.chosen
    uses = [f"{USES[field]} from {quoted(chosen.labels[chosen.located[field]])}" for field in chosen.guessed]
    said = (f"taken as well: {', '.join(uses)}",) if uses else ()
    return layout._replace(settled=(*layout.settled, *said))


def _holds(field: str, profile: Profile[Any]) -> bool:
    found = _counted(field, [(text, sight) for text, sight in profile.items() if text.strip()])
    return found.fit > 0 and not found.numbers and _RARE * found.other <= found.fit + found.other


def _counted(field: str, seen: Sequence[tuple[str, Sighting[Any]]]) -> _Count:
    fit = other = 0
    numbers = False
    for text, sight in seen:
        trouble = status(text).trouble if field == "status" else sight.reading.trouble
        rows = sight.votes + sight.spare
        fit, other = fit + rows * (trouble is None), other + rows * (trouble is not None)
        numbers |= trouble is not None and any(map(str.isdigit, text))
    return _Count(fit, other, numbers)
