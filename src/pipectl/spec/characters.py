"""From bytes to text that YAML may be read from: UTF-8, of bounded size, without invisible surprises."""

import re

from .problems import UNREADABLE, Mark, found, refuse

#: Bytes a pipeline.yaml may have; the largest sensible one has a few ten thousand.
LARGEST = 1_000_000

#: Everything but printable text and line ends: tabs, control codes, other line ends, byte-order marks, surrogates.
_UNFIT = "[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def readable_text(source: str | bytes, file: str) -> str:
    """The text of a pipeline.yaml, with or without a byte-order mark.

    Raises:
        SpecProblem: it is too large, not UTF-8, or holds a character that can't be seen, with its line and column.
    """
    if len(source) > LARGEST:
        problem = f"the file has {len(source):,} bytes, at most {LARGEST:,} are read"
        raise refuse(
            file, [found(UNREADABLE, file, (1, 1), problem, "give the file that holds the stages, not the data")]
        )
    text = _decoded(source, file) if isinstance(source, bytes) else source
    text = text.removeprefix("\ufeff")
    if text.replace("\n", "").replace("\r", "").isprintable():
        return text  # nearly every file; the pattern below takes 5 ms to compile
    if unfit := re.search(_UNFIT, text):
        problem, remedy = _told(unfit[0])
        raise refuse(file, [found(UNREADABLE, file, _mark(text, unfit.start()), problem, remedy)])
    return text


def _decoded(source: bytes, file: str) -> str:
    encoding = _WIDE.get(source[:2])
    if encoding is None and len(source) > 3 and b"\0" in source[:2]:
        encoding = "UTF-16 or UTF-32"
    if encoding is not None:
        problem = f"the file is {encoding}, not UTF-8"
        raise refuse(file, [found(UNREADABLE, file, (1, 1), problem, "save it as UTF-8")])
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix("\ufeff")
        problem = f"byte 0x{source[error.start]:02X} is not UTF-8"
        place = _mark(before, len(before))
        raise refuse(file, [found(UNREADABLE, file, place, problem, "save the file as UTF-8")]) from None


def _mark(text: str, position: int) -> Mark:
    before = re.split("\r\n|\r|\n", text[:position])
    return len(before), len(before[-1]) + 1


def _told(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab stands here", 'use spaces; inside a text write "\\t" in double quotes'
    code = ord(character)
    escape = f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    return f"an invisible character (U+{code:04X}) stands here", f'remove it, or write "{escape}" in double quotes'
