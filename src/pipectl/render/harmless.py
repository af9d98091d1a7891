"""The only place where foreign text is made safe, per destination.

Foreign is whatever comes from a file or an option: names, headers, cells, file names. What a terminal would obey or
hide (escape codes, C1, bidi controls, zero-width characters, line ends) is shown as a visible escape everywhere.
Letters of any script, combining characters and emoji stay. Rows that are written back to be corrected stay as they were
but for the guard against formulas (`domain/cells.py`), which this shares.
"""

import re

from ..domain.cells import guarded
from .in_ascii import foreign

#: C0, DEL and C1; soft hyphen and other invisible fillers; bidi and zero-width controls; line and paragraph separators;
#: variation selectors other than text and emoji style; surrogates, byte order mark, interlinear marks, tags, and what
#: is no character.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U00013430-\U0001343f\U000e0000-\U000e0fff]"
)
#: What continuous integration reads as a command: `::name` opening a line, `##[name` and `##name[` anywhere.
_COMMAND = re.compile(r":(?=:)|#(?=#\w*\[)")
_MARKDOWN = re.compile(
    r"(?P<link>@(?=\w)|:(?=//)|:(?=(?:100|1234|\d*[A-Za-z_+-][\w+-]*):)|#(?=\d)|(?i:www)(?=\.))"
    r"|(?P<pair>(?<=:):|#(?!\d)|[\\`*_{}\[\]()|~$!])|(?P<html>[&<>])"
)
_BLOCK = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
NEWLINE = "⏎"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x0A:
        return NEWLINE
    if code < 0x100:
        return {0x09: r"\t", 0x0D: r"\r"}.get(code, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def for_terminal(text: str) -> str:
    r"""One line in which nothing is obeyed or hidden by a terminal; a newline reads ⏎, escape reads `\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(_visible, text.replace("\r\n", "\n"))


def for_ascii(text: str) -> str:
    r"""As for a terminal, for one that shows ASCII alone: letters as they sound or as escapes, a newline `\n`."""
    return foreign(for_terminal(text))


#: Begins and ends what is laid out from right to left or left to right by its own first letter, and by nothing else.
ISOLATE, END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = (
    "\u0590-\u0605\u0608\u060b\u060d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
#: Words from right to left, with what stands between them that is neither a letter nor a digit.
_RUN = re.compile(rf"[{_RIGHT_TO_LEFT}]+(?:[^\w\n]+[{_RIGHT_TO_LEFT}]+)*")
_BEGINS_SO = re.compile(rf"[\W\d_]*[{_RIGHT_TO_LEFT}]")


def isolated(text: str) -> str:
    """Harmless text whose words from right to left can't move what stands beside them on a terminal that orders them.

    One that begins so is isolated as a whole, of another each run of such words.
    """
    if text.isascii() or not _RUN.search(text):
        return text
    return f"{ISOLATE}{text}{END}" if _BEGINS_SO.match(text) else _RUN.sub(rf"{ISOLATE}\g<0>{END}", text)


def closed(line: str) -> str:
    """A line that was cut or broken inside an isolate, with both its ends."""
    depth = missing = 0
    for sign in line:
        depth += (sign == ISOLATE) - (sign == END)
        if depth < 0:
            depth, missing = 0, missing + 1
    return f"{ISOLATE * missing}{line}{END * depth}"


def for_log(text: str) -> str:
    """As for a terminal, for the log of a build: no `::` or `##[` is left that could start a workflow command."""
    return _COMMAND.sub(r"\g<0> ", for_terminal(text))


def for_csv_cell(text: str) -> str:
    """As for a log, for a text cell: what a spreadsheet would run as a formula gets a leading apostrophe."""
    return guarded(for_log(text))


def for_markdown(text: str) -> str:
    """As for a terminal, for Markdown with or without HTML, in a table cell or a line: it renders as it reads."""
    return _BLOCK.sub(_unblocked, _MARKDOWN.sub(_escaped, for_terminal(text)))


def _escaped(match: re.Match[str]) -> str:
    if match["html"]:
        return _ENTITIES[match["html"]]
    # A backslash does not stop mentions, bare links and pictures like :tada:, an empty comment does, without a trace.
    if not match["link"]:
        return f"\\{match[0]}"
    doubled = match[0] == ":" and match.string[match.start() - 1 : match.start()] == ":"
    return f"\\{match[0]}<!-- -->" if doubled else f"{match[0]}<!-- -->"


def _unblocked(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def for_json(document: str) -> str:
    r"""A JSON document without a character that a terminal or a build's log would obey: each becomes its `\uXXXX`.

    The document means the same afterwards, since such characters stand inside strings alone.
    """
    document = _HIDDEN.sub(_json_escape, document)
    return _COMMAND.sub(lambda match: f"\\u{ord(match[0]):04x}", document)


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x0A:
        return "\n"
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def for_annotation(text: str) -> str:
    """As for a log, for the message of a workflow command, whose grammar escapes %, carriage return and newline.

    Of those only % is left, since line ends are visible already.
    """
    return for_log(text).replace("%", "%25")


def for_annotation_property(text: str) -> str:
    """As for its message, for one of its properties, where a colon or a comma would end it."""
    return for_annotation(text).replace(":", "%3A").replace(",", "%2C")


def for_azure(text: str) -> str:
    """As for a log, for the message of a logging command of Azure Pipelines, which escapes % as %AZP25.

    Its other escapes are of line ends, and these are visible already.
    """
    return for_log(text).replace("%", "%AZP25")


def for_azure_property(text: str) -> str:
    """As for its message, for one of its properties, where a semicolon or a bracket would end it."""
    return for_azure(text).replace(";", "%3B").replace("]", "%5D")


def for_xml(text: str) -> str:
    """The same as for a log, for XML 1.0, which can't hold most control characters; markup is the writer's task."""
    return for_log(text)


def for_picture(text: str) -> str:
    """As for a terminal, for a word in a picture: one line, nothing hidden; markup is the writer's task."""
    return for_terminal(text)


def for_html(text: str) -> str:
    """As for a terminal, for text or an attribute of a page; markup is the template's task.

    What is written from right to left is set apart, so that the numbers and words beside it stay where they are.
    """
    return isolated(for_terminal(text))


def for_xlsx(text: str) -> str:
    """As for a terminal, for a cell that holds text and nothing else: there is nothing in it to run."""
    return for_terminal(text)
