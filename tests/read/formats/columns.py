"""Columns of texts, noted as the first pass notes them."""

from typing import Any

from pipectl.read.formats.evidence import Column, Settled
from pipectl.read.formats.profile import Profile, Values

COLUMN = Column("field", "Header")


def a_profile(read, *texts, silent=()):
    """Each text on its own line from 2 on, with as many votes as it stands there; `silent` ones have none."""
    profile: Profile[Any] = Profile(read)
    for line, text in enumerate([*texts, *silent], 2):
        sight = profile.get(text) or profile.first(text, line)
        sight.votes += sight.sound and text not in silent
    return profile


def values_of(profile: Profile[Any], settled: Settled[Any]) -> dict[str, Any]:
    """What each text of a column is, once it is settled."""
    found = Values(profile, settled.value)
    return {text: found[text] for text in profile}
