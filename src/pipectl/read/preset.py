"""Presets: what is known of a CRM's export, and which of them a header belongs to."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..domain.contract import validator
from ..domain.errors import UsageProblem
from ..domain.spec import PipelineSpec

#: Names no preset at all, where one is asked for.
NO_PRESET = "none"
#: What columns beyond our fields say of a row, and the field each is read like.
ROLES: Mapping[str, str] = {
    "won_amount": "amount",
    "won_on": "closed",
    "lost_on": "closed",
    "is_won": "flag",
    "is_closed": "flag",
    "is_active": "flag",
    "is_deleted": "deleted",
}

#: What the columns of a history may hold: whose change it is, when it was made, our fields after it, the stage before
#: it, the name of the one field that it changes with what that was and became, when the stage was left, whether the row
#: was deleted.
HISTORY_COLUMNS: tuple[str, ...] = (
    "id",
    "name",
    "at",
    "stage",
    "amount",
    "currency",
    "expected_close",
    "probability",
    "forecast_category",
    "created",
    "from_stage",
    "field",
    "old",
    "new",
    "left",
    "is_deleted",
)


class PresetStage(NamedTuple):
    """A stage as a CRM comes with it."""

    name: str
    kind: str
    probability: str | None
    """From 0 to 1."""
    category: str | None
    aliases: tuple[str, ...]


class History(NamedTuple):
    """Files of a CRM that hold a row for each change of an opportunity. Headers and words are normalised."""

    title: str
    """What it is called, with its CRM: Salesforce's OpportunityHistory."""
    recognise: tuple[frozenset[str], ...]
    """Headers that stand together in it: one of these sets has to be there in full."""
    unlike: frozenset[str]
    """Headers that speak against it."""
    columns: Mapping[str, tuple[str, ...]] = {}
    """Our field, or what else its rows say of a change (see `HISTORY_COLUMNS`), to its headers, most usual first."""
    fields: Mapping[str, str] = {}
    """Where a row names the field that it changes: the names of fields to ours, that of its creation to created."""
    says: tuple[str, ...] = ()
    """What such a file can't say, in words."""


class Preset(NamedTuple):
    """One CRM's export. Headers and words are normalised (`headers.normal`)."""

    key: str
    title: str
    """What it is called: Salesforce report."""
    recognise: tuple[frozenset[str], ...]
    """Headers that stand together in this export: one of these sets has to be there in full."""
    unlike: frozenset[str]
    """Headers that speak against it."""
    columns: Mapping[str, tuple[str, ...]]
    """Field or role to its headers, most usual first."""
    statuses: Mapping[str, str]
    """Words of its status column to open, won or lost."""
    categories: Mapping[str, str]
    """Words of its forecast category to the usual ones."""
    empty: frozenset[str]
    """Texts of a cell that holds nothing, as they stand."""
    footers: tuple[str, ...]
    """What the first cell of a footer begins with, in lower case."""
    entered: tuple[str, ...]
    """What stands before a stage's name in the header of the day it was entered."""
    cents: bool
    percent: bool
    """Whether close % is from 0 to 100, whatever its values are."""
    apostrophes: bool
    """Whether a cell that a spreadsheet would run has an apostrophe in front, which is no part of it."""
    stages: tuple[PresetStage, ...]
    amount_per: frozenset[str] = frozenset()
    """Headers of the period an amount is for: once, a month, a year."""
    empty_in: Mapping[str, frozenset[str]] = {}
    """Texts that mean nothing in the column of one field alone, by field."""
    histories: tuple[History, ...] = ()
    converted: frozenset[str] = frozenset()
    """Headers of amounts that the CRM has converted, whatever the currency of their opportunity."""
    pipelines: frozenset[str] = frozenset()
    """Headers of the pipeline an opportunity is in, where a CRM has several with stages of their own."""

    @property
    def called(self) -> str:
        """The title with its article."""
        return f"{'an' if self.title[0] in 'AEIOU' else 'a'} {self.title}"

    def fields(self, headers: Collection[str]) -> dict[str, str]:
        """Field or role to the one of these normalised headers that names it here."""
        found = ((field, next((one for one in known if one in headers), "")) for field, known in self.columns.items())
        return {field: header for field, header in found if header}


def recognised(headers: Collection[str]) -> Preset | None:
    """The preset that normalised headers belong to: of those that fit, the one that knows the most of them."""
    from .presets.compiled import PRESETS

    present = set(headers)
    fitting = [one for one in PRESETS if _fits(one, present)]
    return max(fitting, key=lambda one: len(one.fields(present)), default=None)


def history(headers: Collection[str]) -> History | None:
    """The history of opportunities that normalised headers belong to, None where they are of none."""
    found = history_of(headers)
    return None if found is None else found[1]


def history_of(headers: Collection[str]) -> tuple[Preset, History] | None:
    """The history of opportunities that normalised headers belong to, behind the CRM whose it is."""
    from .presets.compiled import PRESETS

    present = set(headers)
    shapes = ((preset, one) for preset in PRESETS for one in preset.histories)
    return next(((preset, one) for preset, one in shapes if _fits(one, present)), None)


def speaking_for(preset: Preset, headers: Collection[str]) -> frozenset[str]:
    """The normalised headers that, standing together, tell a preset; none where it is not told by them."""
    present = set(headers)
    return next(
        (together for together in preset.recognise if _fits(preset, present) and together <= present), frozenset()
    )


def named(key: str) -> Preset:
    """The preset of this key.

    Raises:
        UsageProblem: there is none.
    """
    from .presets.compiled import PRESETS

    found = next((one for one in PRESETS if one.key == key.strip().casefold()), None)
    if found is None:
        raise UsageProblem(f"{key!r} is no preset; use one of: {', '.join(keys())}, or {NO_PRESET} for none")
    return found


def keys() -> tuple[str, ...]:
    """The keys of all presets."""
    from .presets.compiled import PRESETS

    return tuple(one.key for one in PRESETS)


def spec_of(preset: Preset) -> PipelineSpec:
    """The stages a CRM comes with, as a pipeline.yaml of their own: no quota, no currency, no check."""
    stages = [
        {
            "name": one.name,
            "kind": one.kind,
            "probability": one.probability,
            "category": one.category,
            "aliases": one.aliases,
        }
        for one in preset.stages
    ]
    made: PipelineSpec = validator(PipelineSpec).validate_python({"version": 1, "stages": tuple(stages)})
    return made


def _fits(shape: Preset | History, present: set[str]) -> bool:
    return any(together <= present for together in shape.recognise) and not shape.unlike & present
