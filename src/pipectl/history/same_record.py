"""Ids of one record in two lengths: Salesforce writes 15 characters, or 18 of which the last three check their case."""

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def shortest(text: str) -> str:
    """The 15 characters of an id of 18 whose last three fit to the others; any other text as it is."""
    if len(text) == 18 and text.isascii() and text.isalnum() and text[15:] == _check(text[:15]):
        return text[:15]
    return text


def _check(text: str) -> str:
    """The three characters that say which letters of 15 are capitals."""
    parts = (text[at : at + 5] for at in (0, 5, 10))
    return "".join(_SIGNS[sum(sign.isupper() << bit for bit, sign in enumerate(part))] for part in parts)
