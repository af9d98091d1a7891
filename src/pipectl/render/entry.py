"""What `explain` needs to know of a metric; a `Measure` has it, and so has any entry of a catalog."""

from typing import Protocol

from ..domain.values import Unit


class Entry(Protocol):
    """The meaning of one number, without its value."""

    @property
    def key(self) -> str:
        """How options, JSON and pipeline.yaml name it."""

    @property
    def title(self) -> str:
        """How screens name it."""

    @property
    def unit(self) -> Unit:
        """What its value is."""

    @property
    def definition(self) -> str:
        """What it means, in a sentence or two."""

    @property
    def formula(self) -> str:
        """How it is computed, in words and signs."""

    @property
    def source(self) -> str:
        """Where the definition comes from."""
