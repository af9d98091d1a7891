"""The screen of `pipectl explain` for a risk rule: when it fires, why, what to do, and what it says here."""

from rich.console import RenderableType
from rich.text import Text

from ...domain.risk import Reason, RuleEntry, RuleLine
from ..canvas import Canvas
from ..spell import many
from ..words.risk import changed_words, here_words, limit_words, past_words
from .explain import LABEL
from .ink import BLANK, Ink


def screen(line: RuleLine | None, entry: RuleEntry, currency: str | None, canvas: Canvas) -> str:
    """One rule in full; `line` is what it says of the data at hand."""
    ink = Ink(canvas)
    lines: list[RenderableType] = [
        ink.name(entry.title, ink.width, "title") + ink.say(f" · {_key(entry)}risk rule", "quiet"),
        BLANK,
        *ink.wrap(ink.say(ink.foreign(entry.fires))),
        BLANK,
    ]
    told = {
        "Why": entry.why,
        "Next": ink.foreign(entry.next),
        "Needs": ink.foreign("; ".join(entry.needs)),
        "Limit": limit_words(entry),
        "Severity": entry.level.value,
        "Changed": changed_words(entry),
        "Source": entry.source,
    }
    lines += _labelled(ink, told)
    if line is not None:
        here = {"Here": here_words(line, currency), "Past": past_words(line)}
        lines += [BLANK, *_labelled(ink, here), *_untold(ink, line)]
    return ink.page(lines)


def _key(entry: RuleEntry) -> str:
    """The key of a rule of the catalog; one of pipeline.yaml goes by its name."""
    return "your own " if entry.reason is Reason.OWN else f"{entry.key} · "


def _labelled(ink: Ink, told: dict[str, str]) -> list[Text]:
    return [
        each
        for label, text in told.items()
        if text
        for each in ink.wrap(ink.say(ink.foreign(text)), ink.say(LABEL.format(label), "quiet"))
    ]


def _untold(ink: Ink, line: RuleLine) -> list[Text]:
    """Why it can't be judged of some, the most frequent reason first."""
    head = ink.say(LABEL.format("Not judged"), "quiet")
    return [
        each
        for why, count in line.why_unjudged
        for each in ink.wrap(ink.say(f"{many(count)} · {ink.foreign(why)}"), head)
    ]
