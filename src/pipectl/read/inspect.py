"""What a file says about itself, for `pipectl init`: its columns, its stages, and what they leave open."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from ..domain.ledger import Ledger
from .dialect import Layout, layout
from .encoding import decode
from .formats.evidence import Question
from .header_refusals import could_be, weighted
from .other_sheets import naming_other_sheets
from .preset import Preset
from .reader import ReadOptions
from .sampled import Rows
from .settling import Resolved, Settings, resolve
from .source import Source, unchanged
from .stage_tallies import Tallies, rows_of, tallied
from .stages_seen import StageSeen, stages_seen
from .status_column import surveyed
from .survey import Survey
from .unread import unread
from .weighted import told_apart

#: Rows that say which columns may be the amount.
_FIRST = 50


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file without a pipeline.yaml."""

    name: str
    encoding: str
    delimiter: str
    header_line: int
    rows: int
    """Rows that fit the header; blank lines, footers and misfits don't count."""
    headers: tuple[str, ...]
    mapping: dict[str, str]
    """Field to header."""
    unused: tuple[str, ...]
    stages: tuple[StageSeen, ...]
    """In the order the file first has them."""
    settled: tuple[str, ...]
    questions: tuple[Question, ...]
    """What only a person can say, needed columns that no header names included."""
    currency: str | None = None
    """The one currency that all amounts name, where they do."""
    currencies: tuple[str, ...] = ()
    """All that amounts name, in order."""
    flagged: bool = False
    """Whether columns of its CRM say which rows are closed and won."""
    unread: tuple[str, ...] = ()
    """Columns of which some values can't be read, each with how many rows that sets aside, in words."""
    tallies: Tallies = field(default_factory=dict)
    """What its rows say of their stages, to be added to what other files say."""
    preset: Preset | None = None
    """The CRM whose export it is, where that is known."""


def inspect(
    source: Source, options: ReadOptions, columns: Mapping[str, str] | None = None, currency: str | None = None
) -> Inspection:
    """What a file says about itself.

    Args:
        source: The file.
        options: How to read it.
        columns: Our field to the header that a person named for it.
        currency: The one a person says amounts are in; none to find it in the file.

    Raises:
        InputProblem: the file is empty, is no table, or no header of it is ours.
    """
    with unchanged([source]):
        return _inspected(source, options, columns or {}, currency)


def _inspected(source: Source, options: ReadOptions, columns: Mapping[str, str], currency: str | None) -> Inspection:
    options = options.of(source)
    how = _settings(source, options, currency)
    with naming_other_sheets(source):
        decoded = decode(source, options.encoding, Ledger())
        laid_out = layout(
            source.name, decoded.text, options.delimiter, columns, options.preset, partial=True, header=options.header
        )._replace(looks=source.looks)
    found, seen = surveyed(source.name, decoded.text, laid_out, how, None, columns)
    resolved = resolve(seen.profiles, found.chosen, how)
    tallies = tallied(source.name, decoded.text, found, seen, resolved)
    rows = list(islice(rows_of(source.name, decoded.text, found, seen), _FIRST)) if found.chosen.missing else []
    inspection = _told(source, decoded.encoding, found, seen, resolved, tallies, rows)
    return replace(inspection, currency=currency) if currency else inspection


def _told(
    source: Source, encoding: str, found: Layout, seen: Survey, resolved: Resolved, tallies: Tallies, rows: Rows
) -> Inspection:
    """What was found, put together."""
    labels, chosen, codes = found.chosen.labels, found.chosen, resolved.currencies
    unused = tuple(label for label, position in chosen.extras if position not in seen.empty)
    return Inspection(
        source.name,
        encoding,
        found.delimiter_name,
        found.line,
        seen.rows,
        tuple(label for position, label in enumerate(labels) if position not in seen.empty),
        {field: labels[position] for field, position in chosen.columns.items()},
        unused,
        stages_seen(tallies),
        (*source.said, *chosen.said, *found.settled, *resolved.said),
        (*_missing(found, unused, rows), *resolved.questions),
        codes[0] if len(codes) == 1 else None,
        codes,
        {"is_closed", "is_won"} <= chosen.roles.keys() or "is_active" in chosen.roles,
        tuple(unread(seen, resolved, found)),
        tallies,
        chosen.preset,
    )


def _settings(source: Source, options: ReadOptions, currency: str | None) -> Settings:
    return Settings(
        options.date_order,
        options.locale,
        options.probability_scale,
        currency,
        serial=options.serial_dates or source.is_sheet,
        preset=options.preset,
    )


def _missing(found: Layout, unused: tuple[str, ...], rows: Rows) -> list[Question]:
    """What only a person can say of needed columns; the amount is in none of words or of zeros."""
    amounts = {label for label, position in found.chosen.extras if rows and could_be("amount", label, position, rows)}
    questions = []
    for group in found.chosen.missing:
        field, text = group[0], f"no header names the {' or '.join(group)}"
        may_be = tuple(one for one in unused if one in amounts) if field == "amount" else unused
        asked = "which column is it?" if may_be else "and no column is left that may be it; export it again with one"
        mark = ";" if may_be else ","
        questions.append(
            Question(field, "", f"{text}{mark} {asked}{_apart(field, unused, mark)}", may_be, f"columns.{field}", "")
        )
    return questions


def _apart(field: str, headers: tuple[str, ...], mark: str) -> str:
    """Why none of the columns that are weighted is offered, after a question or a statement."""
    said = told_apart(weighted(headers)) if field == "amount" else ""
    return said and f"{'' if mark == ';' else ';'} {said}"
