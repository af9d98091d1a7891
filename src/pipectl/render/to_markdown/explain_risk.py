"""Risk rules as Markdown."""

from ...domain.risk import RuleEntry, RuleLine
from ..harmless import for_markdown
from ..spell import many
from ..words.risk import changed_words, here_words, limit_words, past_words
from .parts import code, joined


def page(line: RuleLine | None, entry: RuleEntry, currency: str | None = None) -> str:
    """What one rule means; with `line`, what it says of the data at hand."""
    told = {
        "Key": code(entry.key),
        "Why": for_markdown(entry.why),
        "Next": for_markdown(entry.next),
        "Needs": for_markdown("; ".join(entry.needs)),
        "Limit": for_markdown(limit_words(entry)),
        "Severity": entry.level.value,
        "Changed": changed_words(entry),
        "Source": for_markdown(entry.source),
    }
    parts = [f"# {for_markdown(entry.title)}", for_markdown(entry.fires), _list(told)]
    if line is not None:
        untold = "; ".join(f"{many(count)} {why}" for why, count in line.why_unjudged)
        here = {"Here": here_words(line, currency), "Past": past_words(line), "Not judged": untold}
        parts.append(_list({label: for_markdown(text) for label, text in here.items()}))
    return joined(parts)


def _list(told: dict[str, str]) -> str:
    return "\n".join(f"- {label}: {text}" for label, text in told.items() if text)
