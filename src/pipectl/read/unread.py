"""What of a file's columns will not be read, told before there is a pipeline.yaml."""

from collections.abc import Iterator, Mapping
from typing import Any

from .codes import Trouble
from .dialect import Layout
from .formats.evidence import example
from .formats.profile import Profile, Values
from .settling import Resolved
from .stages import status
from .survey import Survey


def unread(surveyed: Survey, resolved: Resolved, found: Layout) -> Iterator[str]:
    """The columns of which some values can't be read, each with its first and with how many rows have one."""
    asked = {question.field for question in resolved.questions}
    for field, profile in surveyed.profiles.items():
        words = {} if found.chosen.preset is None else found.chosen.preset.statuses
        wrong = {} if field in asked else _troubles(field, profile, resolved.values[field], words)
        if not wrong:
            continue
        text, trouble = next(iter(wrong.items()))
        rows = sum(profile[each].votes + profile[each].spare for each in wrong)
        label = found.chosen.labels[found.chosen.located[field]]
        count = "1 row has" if rows == 1 else f"{rows:,} rows have"
        yield (
            f"{label} {example(profile, text)} {trouble.says}; {count} such a value and will be set aside: correct "
            f"them, or name another column for {field}"
        )


def _troubles(field: str, profile: Profile[Any], values: Values, words: Mapping[str, str]) -> dict[str, Trouble]:
    found = {text: status(text, words).trouble if field == "status" else values[text] for text in profile}
    return {text: trouble for text, trouble in found.items() if isinstance(trouble, Trouble)}
