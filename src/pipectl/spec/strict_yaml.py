"""YAML to a tree with places, in one pass over its events, without the parts that surprise.

Refused: anchors and aliases, merges, tags, directives, keys that are not text, keys that stand twice, several
documents, more than 20 levels. No value is anything but text until a setting asks for a number.
"""

import re
from typing import Any

from ..domain.finding import Finding
from .characters import readable_text
from .exact_numbers import meant_number, plain
from .problems import REFUSED, REPEATED, UNREADABLE, VALUE, Mark, found, quoted, refuse
from .tree import Items, Node, Scalar, Settings

DEEPEST = 20
#: Values a file may hold; the largest sensible one has a few thousand.
MOST_VALUES = 10_000

#: What the two parsers say, in words that say what to do; the first that occurs in their message counts.
_SYNTAX = (
    ("unexpected end of stream", "a quote is opened here and never closed", "close it"),
    ("document indicator", "a quote is opened here and never closed", "close it"),
    ("while parsing a flow", "a bracket is opened here and not closed", "close it, and put a comma between its parts"),
    (
        "mapping values are not allowed",
        "a ':' stands where no key can be",
        "put quotes around the text or check the indentation",
    ),
    ("that cannot start any token", "a value begins with a sign that YAML keeps for itself", "put quotes around it"),
    ("could not find expected ':'", "a line has no ':' after its key", "write it as key: value"),
    ("escape", "an escape in double quotes is not known", "write \\\\ for a backslash, or use single quotes"),
    ("expected", "the line does not fit the lines above it", "indent it like its neighbours, two spaces a level"),
)


#: Part of a number.
_DIGITS = r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?"


class _Ignored:
    """Stands for a key whose value is dropped because the key was refused."""


class _Tree:
    """Builds the tree from parse events; what is refused is kept as findings while reading goes on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._open: list[Items | Settings] = []
        self._keys: list[str | type[_Ignored] | None] = []
        self._documents = 0
        self._values = 0
        self._split: dict[Mark, list[str]] = {}

    def take(self, event: Any) -> None:
        """Add one parse event."""
        handler = _HANDLERS.get(type(event).__name__)
        if handler is not None:
            handler(self, event)

    def say(self, code: str, mark: Mark, problem: str, remedy: str) -> None:
        """Keep a finding."""
        self.findings.append(found(code, self.file, mark, problem, remedy))

    def stop(self, code: str, mark: Mark, problem: str, remedy: str) -> None:
        """End reading with this and what was found before."""
        self.say(code, mark, problem, remedy)
        raise refuse(self.file, self.findings)

    def begin_document(self, event: Any) -> None:
        """One document is read, and no directive above it."""
        self._documents += 1
        if self._documents > 1:
            self.stop(REFUSED, _mark(event), "a second document begins here", "remove the --- and what follows it")
        if event.version or event.tags:
            self.say(REFUSED, _mark(event), "a % directive stands above the document", "remove the lines up to ---")

    def alias(self, event: Any) -> None:
        """An alias is told and its place left empty."""
        if not (self._open and self._keys[-1] is _Ignored):
            self.say(REFUSED, _mark(event), f"*{event.anchor} is an alias, which is not read", "write the value out")
        self._attach(Scalar(_mark(event), "", refused=True))

    def scalar(self, event: Any) -> None:
        """A value, or a key."""
        refused = self._adorned(event)
        text: str = event.value
        if not text.isprintable() and re.search("[\ud800-\udfff]", text):
            self.say(UNREADABLE, _mark(event), "half a character (a lone surrogate) stands here", "write it in full")
            refused = True
        self._attach(Scalar(_mark(event), text, plain=not event.style, refused=refused))

    def begin_list(self, event: Any) -> None:
        """What follows are its items."""
        self._adorned(event)
        self._enter(Items(_mark(event)))

    def begin_group(self, event: Any) -> None:
        """What follows are its keys and values."""
        self._adorned(event)
        self._enter(Settings(_mark(event)))

    def leave(self, _: Any) -> None:
        """The innermost list or group ends."""
        self._open.pop()
        self._keys.pop()

    def _adorned(self, event: Any) -> bool:
        """Tell of an anchor or a tag; True where a tag makes the value mean something else."""
        if event.anchor is not None:
            self.say(REFUSED, _mark(event), f"&{event.anchor} is an anchor, which is not read", "remove it")
        if event.tag is not None:
            problem = f"{quoted(event.tag.replace('tag:yaml.org,2002:', '!!'))} is a tag, which is not read"
            self.say(REFUSED, _mark(event), problem, "remove it; quotes make a value text")
        return event.tag is not None

    def _enter(self, node: Items | Settings) -> None:
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            problem = f"nested more than {DEEPEST} levels deep"
            self.stop(REFUSED, node.mark, problem, "stages, their settings and lists need no more than five")

    def _attach(self, node: Node) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            self.stop(REFUSED, node.mark, f"the file holds more than {MOST_VALUES:,} values", "shorten it")
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1], self._keys[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif key is None:
            self._keys[-1] = self._key(parent, node)
        else:
            self._keys[-1] = None
            if isinstance(key, str):
                parent.entries[key] = node

    def _key(self, parent: Settings, node: Node) -> str | type[_Ignored]:
        """The key a node spells, or the mark that its value is to be dropped."""
        if self._goes_on(parent, node):
            return _Ignored
        if not isinstance(node, Scalar) or node.refused or not isinstance(node.value, str):
            shown = quoted(node.text) if isinstance(node, Scalar) else "a group"
            self.say(REFUSED, node.mark, f"{shown} is a key that is not text", "write a setting's name, or quote it")
            return _Ignored
        key = node.text
        if key == "<<" and node.plain:
            self.say(REFUSED, node.mark, "<< merges other settings, which is not read", "write the settings out")
            return _Ignored
        if key in parent.marks:
            problem = f"{quoted(key)} stands twice, first at line {parent.marks[key][0]}"
            self.say(REPEATED, node.mark, problem, "keep one of the two")
            return _Ignored
        parent.marks[key] = node.mark
        return key

    def _goes_on(self, parent: Settings, node: Node) -> bool:
        """Whether a key is no key but the digits of a number behind its comma: `{amount: 400,000}`."""
        if not isinstance(node, Scalar) or not node.plain or not re.fullmatch(_DIGITS, node.text) or not parent.entries:
            return False
        before = next(reversed(parent.entries.values()))
        if not isinstance(before, Scalar) or not before.plain or before.mark[0] != node.mark[0]:
            return False
        if before.mark not in self._split and not re.fullmatch(_DIGITS, before.text):
            return False
        self._split.setdefault(before.mark, [before.text]).append(node.text)
        before.refused = True
        return True

    def tell_split(self) -> None:
        """Tell of numbers that their commas broke into several settings."""
        for mark, parts in self._split.items():
            number = ",".join(parts)
            meant = meant_number(number)
            remedy = "write the number without commas" if meant is None else f"write {plain(meant)}"
            problem = f"{quoted(number)} has a comma, which ends a value inside {{ }}"
            self.say(VALUE, mark, problem, remedy)


_HANDLERS = {
    "DocumentStartEvent": _Tree.begin_document,
    "AliasEvent": _Tree.alias,
    "ScalarEvent": _Tree.scalar,
    "SequenceStartEvent": _Tree.begin_list,
    "SequenceEndEvent": _Tree.leave,
    "MappingStartEvent": _Tree.begin_group,
    "MappingEndEvent": _Tree.leave,
}


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def read_tree(source: str | bytes, file: str, *, pure: bool = False) -> tuple[Node | None, list[Finding]]:
    """The tree of a YAML file, None where it is empty, and what was refused on the way.

    `pure` reads with the parser in Python even where the compiled one is installed.

    Raises:
        SpecProblem: reading can't go on: not UTF-8, not YAML, too large, too deep, several documents.
    """
    import yaml

    text = readable_text(source, file)
    compiled = None if pure else getattr(yaml, "CSafeLoader", None)
    tree = _Tree(file)
    try:
        for event in yaml.parse(text, Loader=compiled or yaml.SafeLoader):
            tree.take(event)
    except yaml.MarkedYAMLError as error:
        tree.stop(UNREADABLE, *_syntax(error))
    except (yaml.YAMLError, ValueError, OverflowError):
        tree.stop(UNREADABLE, (1, 1), "an escape in double quotes is outside Unicode", "write the character itself")
    tree.tell_split()
    return tree.root, tree.findings


def _syntax(error: Any) -> tuple[Mark, str, str]:
    """Place, problem and remedy of a syntax error: an unclosed quote or bracket is told where it opened."""
    said = f"{error.context or ''} {error.problem or ''}"
    opened = any(words in said for words in ("while parsing a flow", "unexpected end of stream", "document indicator"))
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    told = next((words for words in _SYNTAX if words[0] in said), None)
    problem, remedy = told[1:] if told else (f"not YAML: {said.strip()}", "check the quotes and the indentation")
    return place, problem, remedy
