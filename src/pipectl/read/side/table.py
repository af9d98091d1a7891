"""A table beside the opportunities between its two passes: its columns are settled from their own texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...domain.ledger import Ledger
from ...domain.spec import PipelineSpec
from ..encoding import Decoded, decode
from ..formats import dates, flags, money
from ..formats.evidence import Column, Question, Settled
from ..formats.profile import Profile, Values
from ..other_sheets import naming_other_sheets
from ..reader import ReadOptions, settings
from ..settling import Settings, settle_dates
from ..source import Source
from ..survey import Progress, Reader, Survey, survey
from .header import DATED, Headed, column_of, head
from .shape import Kind, SideShape


@dataclass(frozen=True, slots=True)
class SideTable:
    """A file after its first pass."""

    name: str
    decoded: Decoded
    headed: Headed
    survey: Survey
    values: Mapping[str, Values]
    """By field whose column is settled: text to its value, to the trouble with it, or to None where it is empty."""
    days: frozenset[str]
    """Fields whose dates are days though a time stands behind them."""
    how: Settings
    said: tuple[str, ...]
    questions: tuple[Question, ...]
    """What its columns leave open."""


def open_table(
    source: Source,
    shape: SideShape,
    spec: PipelineSpec,
    options: ReadOptions,
    named: Mapping[str, str],
    ledger: Ledger,
    progress: Progress = lambda _: None,
) -> SideTable:
    """The first pass over a table; `named` are the headers that pipeline.yaml names for its fields.

    Raises:
        InputProblem: it is empty, or no such table.
    """
    options = options.of(source)
    with naming_other_sheets(source):
        decoded = decode(source, options.encoding, ledger)
        headed = head(source.name, decoded.text, options.delimiter, shape, named)
    how = settings(spec, options)
    how = how._replace(serial=how.serial or source.is_sheet)
    layout, seen = survey(source.name, decoded.text, headed.layout, _readers(headed, shape, how), progress)
    headed = headed._replace(layout=layout)
    settled = _settled(headed, shape, seen.profiles, how)
    keys = _keys(headed, shape)
    values = {field: Values(seen.profiles[key], settled[key].value) for field, key in keys.items() if key in settled}
    days = frozenset(field for field, key in keys.items() if key in settled and settled[key].are_days)
    said = (*source.said, *layout.settled, *(one for each in settled.values() for one in each.said))
    questions = tuple(one for each in settled.values() for one in each.questions)
    return SideTable(source.name, decoded, headed, seen, values, days, how, said, questions)


def _keys(headed: Headed, shape: SideShape) -> dict[str, str]:
    """Field to the name under which its column is looked at."""
    kinds = shape.kinds
    return {field: column_of(at) if kinds[field] in DATED else field for field, at in headed.columns.items()}


def _readers(headed: Headed, shape: SideShape, how: Settings) -> dict[str, Reader]:
    """How one text of each column is read that is more than text."""
    day: Reader = partial(dates.read, zone=how.zone, serial=how.serial)
    readers: dict[Kind, Reader] = dict.fromkeys(DATED, day)
    readers |= {Kind.FLAG: flags.read, Kind.DELETED: flags.read_deleted, Kind.NUMBER: money.read}
    kinds = shape.kinds
    return {key: readers[kinds[field]] for field, key in _keys(headed, shape).items() if kinds[field] in readers}


def _settled(
    headed: Headed, shape: SideShape, profiles: Mapping[str, Profile[Any]], how: Settings
) -> dict[str, Settled[Any]]:
    """Each column that is more than text, by the name it is looked at under."""
    labels, kinds, keys = headed.layout.chosen.labels, shape.kinds, _keys(headed, shape)
    header = {key: labels[headed.columns[field]] for field, key in keys.items()}
    dated = {key: profiles[key] for field, key in keys.items() if kinds[field] in DATED}
    found = settle_dates(dated, header, how)
    for field, key in keys.items():
        settle = _SETTLE.get(kinds[field])
        if settle is not None:
            found[key] = settle(profiles[key], Column(field, header[key]), how)
    return found


def _number(profile: Profile[Any], column: Column, how: Settings) -> Settled[Any]:
    return money.settle(profile, column, how.locale)


def _flag(_profile: Profile[Any], _column: Column, _how: Settings) -> Settled[Any]:
    return Settled(lambda reading: reading.trouble or reading.flag)


_SETTLE: dict[Kind, Callable[[Profile[Any], Column, Settings], Settled[Any]]] = {
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.DELETED: _flag,
}
