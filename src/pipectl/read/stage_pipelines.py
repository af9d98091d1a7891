"""The pipelines that a CRM writes in brackets behind its stages: Closed Won (Sales Pipeline).

Brackets stand behind stages for other things as well, Closed Won (verbal): which of them name a pipeline is settled
over the file, by its column of pipelines, else by how they stand behind its stages.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache

from .chosen import Chosen
from .headers import normal

#: Brackets that are told apart, and stages that are held of each: more would be no pipelines.
_MOST, _SEVERAL = 1000, 2
#: Says by itself what it is the name of.
_PIPELINE = "pipeline"


@lru_cache(maxsize=1000)
def split(stage: str) -> tuple[str, str]:
    """A stage's name without the brackets at its end, and what stands in them; empty where it has none."""
    text, depth = stage.rstrip(), 0
    for at in range(len(text) - 1 if text.endswith(")") else -1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if not depth:
            return text[:at].strip(), text[at + 1 : -1].strip()
    return text.strip(), ""


def without_pipeline(stage: str, pipelines: Collection[str]) -> str:
    """A stage's name without the pipeline behind it, which is one of these, normalised."""
    bare, inside = split(stage)
    return bare if bare and normal(inside) in pipelines else stage


class Pipelines:
    """Finds those of a file, told of its rows as they come."""

    def __init__(self, chosen: Chosen) -> None:
        columns, headers = chosen.columns, frozenset() if chosen.preset is None else chosen.preset.pipelines
        self._stage = columns.get("stage") if headers else None
        self._column = next((at for at, label in enumerate(chosen.labels) if normal(label) in headers), None)
        self._agreeing: Counter[str] = Counter()
        self._behind: defaultdict[str, set[str]] = defaultdict(set)
        self._named = {normal(split(text)[1]) for text, _ in chosen.entered}
        self._bare = False

    def note(self, cells: list[str]) -> None:
        """Look at a row."""
        stage = "" if self._stage is None else cells[self._stage].strip()
        if not stage:
            return
        bare, inside = split(stage)
        self._bare = self._bare or not inside
        word = normal(inside)
        if word and bare and (word in self._behind or len(self._behind) < _MOST):
            self._count(normal(bare), word, cells)

    def _count(self, bare: str, word: str, cells: list[str]) -> None:
        stages = self._behind[word]
        if len(stages) < _SEVERAL:
            stages.add(bare)
        told = "" if self._column is None else normal(cells[self._column])
        if told:
            self._agreeing[word] += 1 if told == word else -1

    @property
    def found(self) -> frozenset[str]:
        """Their names, normalised.

        With a column of pipelines those that it has beside them. Without one, where no stage stands without brackets,
        those behind several stages, in the header of the day that one was entered, or called a pipeline.
        """
        if self._column is not None:
            return frozenset(word for word, rows in self._agreeing.items() if rows > 0)
        if self._bare:
            return frozenset()
        return frozenset(
            word
            for word, stages in self._behind.items()
            if len(stages) >= _SEVERAL or word in self._named or _PIPELINE in word.split()
        )
