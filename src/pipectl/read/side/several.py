"""Opportunities that one cell names: several ids, or one name."""

import re

_BETWEEN = re.compile(r"\s*[;,]\s*")
_ONE_ID = re.compile(r"[\w-]*[0-9][\w-]*")


def opportunities_in(text: str) -> list[str]:
    """The ids in a cell; what has a part without a figure in it is one name, whatever signs stand in it."""
    parts = [part for part in _BETWEEN.split(text) if part]
    are_ids = all(_ONE_ID.fullmatch(part) for part in parts)
    return list(dict.fromkeys(parts if are_ids else [text.strip()]))
