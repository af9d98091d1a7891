"""Questions that a person answers at the terminal."""

import re
import sys
from collections.abc import Sequence

from .guard import say


def ask(question: str, choices: Sequence[str]) -> str:
    """Ask until the answer is one of the choices; a unique beginning is enough."""
    say(f"? {question}")
    while True:
        answer = typed(f"  {' / '.join(choices)}: ")
        if fitting := _fitting(answer, choices):
            return fitting
        _refuse(answer)


def ask_for_any(question: str, choices: Sequence[str]) -> str | None:
    """Ask for one of the choices, or for none of them."""
    say(f"? {question} (Enter for none)")
    while True:
        answer = typed(f"  {' / '.join(choices)}: ")
        if not answer or (fitting := _fitting(answer, choices)):
            return fitting if answer else None
        _refuse(answer, " (Enter for none)")


def ask_amount(question: str) -> str | None:
    """Ask for an amount in plain digits, or for none."""
    while True:
        answer = typed(f"{question}, as 500000? (Enter to leave it out) ")
        if not answer or (amount := plain_amount(answer)):
            return amount if answer else None
        say(f"  {answer!r} is not a plain amount; write digits alone, as 500000")


def plain_amount(text: str) -> str | None:
    """An amount as pipeline.yaml takes it; None for anything with separators, whose meaning would be a guess."""
    plain = text.strip().replace(" ", "")
    return plain if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,2})?", plain) and plain.strip("0.") else None


def typed(prompt: str) -> str:
    """One line typed by the person at the terminal; the prompt goes to stderr, since stdout is for answers."""
    from ..render.harmless import for_terminal

    sys.stderr.write(for_terminal(prompt))
    sys.stderr.flush()
    # Not through sys.stdin, which may raise on what is no letter of its encoding.
    line = sys.stdin.buffer.readline().decode(sys.stdin.encoding or "utf-8", "replace")
    if not line:
        raise KeyboardInterrupt
    return line.strip()


def _fitting(answer: str, choices: Sequence[str]) -> str | None:
    """The one choice that is meant: spelled out, or the only one that starts so."""
    if answer in choices:
        return answer
    said = answer.casefold()
    exact = [each for each in choices if each.casefold() == said]
    begun = exact or [each for each in choices if said and each.casefold().startswith(said)]
    # A language is meant by that of a country, too: en_US.
    meant = begun or [each for each in choices if said.startswith((f"{each}_", f"{each}-"))]
    return meant[0] if len(meant) == 1 else None


def _refuse(answer: str, more: str = "") -> None:
    if answer:
        say(f"  {answer!r} is none of these, or the beginning of several; type one of them{more}")
