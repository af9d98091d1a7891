"""Columns of texts, noted as the first pass notes them."""

from typing import Any

from pipectl.read.formats.evidence import Column, Profile, Sighting

COLUMN = Column("field", "Header")


def a_profile(read, *texts, silent=()):
    """Each text on its own line from 2 on, with as many votes as it stands there; `silent` ones have none."""
    profile: Profile[Any] = {}
    for line, text in enumerate([*texts, *silent], 2):
        sight = profile.setdefault(text, Sighting(read(text), line))
        sight.votes += sight.sound and text not in silent
    return profile
