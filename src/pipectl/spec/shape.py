"""The tree as the plain values the model takes: numbers where a number is wanted, text where text is wanted."""

from .tree import Items, Node, Scalar, Settings
from .wanted import Kind, Wanted

#: Passed for a value of the wrong type, so that the model refuses it whatever it would make of the text.
_WRONG = object()


def shape(node: Node, want: Wanted | None) -> object:
    """Values for the model's validation.

    An unquoted number where text is wanted is taken as its text (`period: 2026`), a number in quotes is text and no
    number, a key without a value is left out where it may be left out.
    """
    if isinstance(node, Scalar):
        return _scalar(node, want)
    if want is None:
        return _WRONG
    if isinstance(node, Items):
        return tuple(shape(item, want.item) for item in node.items) if want.kind is Kind.LIST else _WRONG
    return _settings(node, want) if want.kind is Kind.SETTINGS else _WRONG


def _settings(node: Settings, want: Wanted) -> dict[str, object]:
    known = {key: want.below(key) for key in node.entries}
    return {key: shape(child, known[key]) for key, child in node.entries.items() if not _left_out(child, known[key])}


def _left_out(node: Node, want: Wanted | None) -> bool:
    return want is not None and not want.required and isinstance(node, Scalar) and node.empty and not node.refused


def _scalar(node: Scalar, want: Wanted | None) -> object:
    if node.refused or node.empty:
        return None
    if want is not None and want.short_for is not None:
        return {want.short_for: node.text}
    if want is None or want.kind in (Kind.LIST, Kind.SETTINGS):
        return _WRONG
    if want.kind in (Kind.TEXT, Kind.CHOICE):
        return node.text
    number = node.number if node.plain else None
    return _WRONG if number is None else number
