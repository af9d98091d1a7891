"""What was typed, spelled again for the commands that hints name, so that they speak of the same data."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from .options import Asking, Choosing, Day, Reading

#: The options that each verb of a hint takes.
_TAKES: dict[str, tuple[type, ...]] = {
    "list": (Reading, Choosing),
    "validate": (Reading, Day),
    "explain": (Reading, Asking),
}
#: What says where something goes, or how strictly to judge, and not what is read.
_ONCE = ("rejects", "strict")


def repeated(reading: Reading, asking: Asking) -> tuple[tuple[str, str], ...]:
    """For each verb, the arguments given that it takes too, quoted for a shell; nothing where none were given."""
    given = [each for each in (*_spelled(reading), *_spelled(asking)) if each[0] not in _ONCE]
    if not given:
        return ()
    return tuple((verb, " ".join(words for name, words in given if name in _names(verb))) for verb in _TAKES)


def _names(verb: str) -> set[str]:
    return {field.name for group in _TAKES[verb] for field in fields(group)}


def _spelled(group: Any) -> Iterator[tuple[str, str]]:
    """Name and spelling of every argument given."""
    from shlex import quote

    for field in fields(group):
        value = getattr(group, field.name)
        for each in value if isinstance(value, list | tuple) else (value,):
            if each is None or each is False:
                continue
            if each is True:
                yield field.name, f"--{field.name.replace('_', '-')}"
                continue
            if field.name == "files":
                yield field.name, quote(f"./{each}" if each.startswith("-") and each != "-" else each)
            else:
                yield field.name, f"--{field.name.replace('_', '-')} {quote(each)}"
