"""What stands around and in the name of a stage: its number in front, and words for what comes after a sale."""

import re

from .headers import normal

#: A number in front of a name, as `1 -`, `2.`, `03_`, `(4)` or `05 `; of other digits, as in 30-60 days, it is a part.
_NUMBER = re.compile(r"\s*(?:\((\d{1,2})\)|\[(\d{1,2})\]|#?(\d{1,2})\s*[.):_\-–—]|(0\d)\s)\s*(?=[^\W\d])")
#: Names that say they come after the sale and nothing else.
_AFTER_SALE = frozenset({
    "post sale", "post sales", "postsale", "postsales", "after sale", "after sales", "aftersale", "aftersales",
})  # fmt: skip
#: Words that the names of stages after the sale have, and those of stages before it as well: Live demo.
_OFTEN_AFTER = (
    "post sale",
    "after sale",
    "onboarding",
    "implementation",
    "delivery",
    "live",
    "renewal",
    "retention",
    "customer success",
)


def number(stage: str) -> int | None:
    """The number in front of a stage's name, where it has one."""
    found = _NUMBER.match(stage)
    return None if found is None else int(next(filter(None, found.groups())))


def unnumbered(stage: str) -> str:
    """A stage's name without the number in front of it."""
    return _NUMBER.sub("", stage, count=1) if _NUMBER.match(stage) else stage


def is_after_sale(stage: str) -> bool:
    """Whether the name of a stage says that it comes after the sale, and nothing else."""
    return normal(unnumbered(stage)) in _AFTER_SALE


def sounds_after_sale(stage: str) -> bool:
    """Whether the name of a stage has a word that those after the sale often have: no reason to take it for one."""
    words = f" {normal(stage)} "
    return any(f" {one} " in words for one in _OFTEN_AFTER)
