"""A column Closed that holds yes and no: it says whether an opportunity is closed, and not on which day."""

from collections.abc import Mapping
from typing import Any

from ..domain.opportunity import FIELDS
from .codes import quoted
from .dialect import Layout
from .formats import flags
from .formats.evidence import example
from .formats.profile import Profile
from .headers import aliased, normal

_FIELD, _ROLE = "closed", "is_closed"


def as_flag(layout: Layout, profiles: Mapping[str, Profile[Any]], named: Mapping[str, str]) -> Layout | None:
    """The layout with its column Closed as a flag, where all it holds is yes and no; None where it stays a date.

    Another column that is headed like a day of closing takes its place; what is `named` stays what it is named.
    """
    chosen = layout.chosen
    at = None if _FIELD in named else chosen.columns.get(_FIELD)
    if at is None or normal(layout.header[at]) != _FIELD or _ROLE in chosen.roles:
        return None
    texts = [text for text in profiles[_FIELD] if text.strip()]
    if not texts or any(flags.read(text).flag is None for text in texts):
        return None
    others = aliased(layout.header, set(chosen.located.values())).get(_FIELD, [])
    columns = {**chosen.columns, _FIELD: others[0]} if others else chosen.columns
    kept = {field: columns[field] for field in FIELDS if field in columns and (others or field != _FIELD)}
    said = (
        f"{quoted(chosen.labels[at])} holds yes and no, such as {example(profiles[_FIELD], texts[0])}, and is read as "
        "whether an opportunity is closed, not as the day"
    )
    settled = tuple(line for line in layout.settled if not line.startswith(f"{_FIELD} is read from "))
    flagged = chosen._replace(columns=kept, roles={**chosen.roles, _ROLE: at})
    return layout._replace(chosen=flagged, settled=(*settled, said))
