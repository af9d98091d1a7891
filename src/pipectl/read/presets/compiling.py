"""The YAML files of this folder to Python: checked as strictly as pipeline.yaml, and written as plain data."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from ...domain.opportunity import FIELDS
from ...domain.spec import Category, StageKind
from ..headers import normal
from ..preset import HISTORY_COLUMNS, ROLES, History, Preset, PresetStage

FOLDER = Path(__file__).parent
TARGET = FOLDER / "compiled.py"
Categories = Literal["pipeline", "best_case", "most_likely", "commit", "closed", "omitted"]
Words = Annotated[tuple[str, ...], Field(min_length=1)]
FieldName = Literal[FIELDS]  # type: ignore[valid-type]  # a tuple of texts, a choice to Pydantic, not to mypy
HistoryColumn = Literal[HISTORY_COLUMNS]  # type: ignore[valid-type]  # as above
_HEADS = '''"""What the YAML files of this folder say, as `scripts/make_presets.py` wrote it; change those, not this."""

from ..preset import History, Preset, PresetStage

# fmt: off
PRESETS: tuple[Preset, ...] = (
'''


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _StageFile(_Strict):
    name: str
    kind: StageKind = StageKind.OPEN
    probability: Annotated[Decimal, Field(ge=0, le=1)] | None = None
    category: Category | None = None
    aliases: tuple[str, ...] = ()


class _HistoryFile(_Strict):
    title: str
    recognise: Annotated[tuple[Words, ...], Field(min_length=1)]
    unlike: tuple[str, ...] = ()
    columns: dict[HistoryColumn, Words]
    fields: dict[FieldName, Words] = Field(default_factory=dict)
    says: tuple[str, ...] = ()


class _PresetFile(_Strict):
    title: str
    recognise: Annotated[tuple[Words, ...], Field(min_length=1)]
    unlike: tuple[str, ...] = ()
    columns: dict[FieldName, Words]
    flags: dict[Literal["is_won", "is_closed", "is_active", "is_deleted"], Words] = Field(default_factory=dict)
    won_amount: tuple[str, ...] = ()
    won_on: tuple[str, ...] = ()
    lost_on: tuple[str, ...] = ()
    statuses: dict[Literal["open", "won", "lost"], Words] = Field(default_factory=dict)
    forecast_categories: dict[Categories, Words] = Field(default_factory=dict)
    empty: tuple[str, ...] = ()
    empty_in: dict[FieldName, Words] = Field(default_factory=dict)
    footers: tuple[str, ...] = ()
    stage_entered: tuple[str, ...] = ()
    cents: bool = False
    amount_per: tuple[str, ...] = ()
    converted_amounts: tuple[str, ...] = ()
    probability_scale: Literal["percent"] | None = None
    apostrophes: bool = False
    stages: tuple[_StageFile, ...] = ()
    stages_of: str | None = None
    histories: tuple[_HistoryFile, ...] = ()
    pipelines: tuple[str, ...] = ()


def load(folder: Path = FOLDER) -> tuple[Preset, ...]:
    """Every preset, by the order of their file names.

    Raises:
        pydantic.ValidationError: a file says something that is not known.
    """
    files = {path.stem: _PresetFile.model_validate(_parsed(path)) for path in sorted(folder.glob("*.yaml"))}
    return tuple(_preset(key, file, files) for key, file in files.items())


def source(presets: tuple[Preset, ...]) -> str:
    """The text of `compiled.py`."""
    return _HEADS + "".join(f"    {_written(one)},\n" for one in presets) + ")\n"


def _parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _preset(key: str, file: _PresetFile, files: dict[str, _PresetFile]) -> Preset:
    roles = {role: tuple(getattr(file, role)) for role in ROLES if hasattr(file, role)}
    columns = {**file.columns, **file.flags, **{role: headers for role, headers in roles.items() if headers}}
    stages = files[file.stages_of].stages if file.stages_of else file.stages
    return Preset(
        key,
        file.title,
        _sets(file.recognise),
        frozenset(map(normal, file.unlike)),
        _normals(columns),
        _backwards(file.statuses),
        _backwards(file.forecast_categories),
        frozenset(file.empty),
        tuple(footer.casefold() for footer in file.footers),
        tuple(map(_before_stage, file.stage_entered)),
        file.cents,
        file.probability_scale == "percent",
        file.apostrophes,
        tuple(map(_stage, stages)),
        frozenset(map(normal, file.amount_per)),
        {field: frozenset(texts) for field, texts in file.empty_in.items()},
        tuple(map(_history, file.histories)),
        frozenset(map(normal, file.converted_amounts)),
        frozenset(map(normal, file.pipelines)),
    )


def _history(file: _HistoryFile) -> History:
    return History(
        file.title,
        _sets(file.recognise),
        frozenset(map(normal, file.unlike)),
        _normals(file.columns),
        _backwards(file.fields),
        file.says,
    )


def _normals(columns: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {field: tuple(dict.fromkeys(map(normal, headers))) for field, headers in columns.items()}


def _sets(recognise: tuple[Words, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(normal, together)) for together in recognise)


def _backwards(words: Mapping[Any, tuple[str, ...]]) -> dict[str, str]:
    return {normal(word): meaning for meaning, known in words.items() for word in known}


def _before_stage(pattern: str) -> str:
    before, gap, behind = pattern.partition("{stage}")
    if not gap or behind:
        raise ValueError(f"stage_entered {pattern!r}: the stage stands at its end, as {{stage}}")
    return normal(before)


def _stage(stage: _StageFile) -> PresetStage:
    chance = None if stage.probability is None else str(stage.probability)
    return PresetStage(stage.name, stage.kind.value, chance, stage.category and stage.category.value, stage.aliases)


def _written(value: Any) -> str:
    """A value as Python source that is the same on every run."""
    if isinstance(value, frozenset):
        return f"frozenset({sorted(value)!r})"
    if hasattr(value, "_fields"):
        return f"{type(value).__name__}({', '.join(map(_written, value))})"
    if isinstance(value, tuple):
        return f"({''.join(f'{_written(each)}, ' for each in value)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_written(each)}' for key, each in value.items())}}}"
    return repr(value)
