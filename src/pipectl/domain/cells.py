"""The text of cells: how it is compared, and how a spreadsheet is kept from running it."""

import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize

#: What begins a formula, in full width too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SIGNS = "".join(map(re.escape, FORMULA))
#: A cell that would be run; one that is guarded already is guarded again, so that taking it off gives what stood there.
_RUN = re.compile(rf"[\s']*[{_SIGNS}]|'*[\t\r]")
_RUN_BEHIND = re.compile(rf";\s*(?='*[{_SIGNS}])")
_GUARDED_BEHIND = re.compile(rf"(;\s*)'(?='*[{_SIGNS}])")


def loose(text: str) -> str:
    """A name as it is compared: without regard to case, spaces, and how an accent is put together."""
    if not text.isascii():
        text = normalize("NFC", text)
    return " ".join(text.casefold().split())


def usual_spellings(texts: Iterable[str | None]) -> dict[str, str]:
    """How each text that is spelled in several ways is spelled most often; of those as frequent, as it is met first."""
    ways: dict[str, list[tuple[str, int]]] = {}
    for text, count in Counter(text for text in texts if text is not None).items():
        ways.setdefault(loose(text), []).append((text, count))
    usual = ((found, max(found, key=lambda way: way[1])[0]) for found in ways.values() if len(found) > 1)
    return {text: most for found, most in usual for text, _ in found}


def guarded(text: str) -> str:
    """The text of a cell with an apostrophe before what a spreadsheet would run as a formula.

    A formula behind a semicolon gets one too: where that is what separates cells, a spreadsheet starts a cell there.
    """
    text = _RUN_BEHIND.sub(r"\g<0>'", text)
    return f"'{text}" if _RUN.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded so."""
    if text.startswith("'") and _RUN.match(text, 1):
        text = text[1:]
    return _GUARDED_BEHIND.sub(r"\1", text)
