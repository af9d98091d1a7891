"""A history file between its two passes: its columns are settled from their own texts, as those of exports are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...domain.ledger import Ledger
from ...domain.spec import PipelineSpec
from ..chosen import Chosen
from ..encoding import Decoded, decode
from ..formats.profile import Profile
from ..reader import ReadOptions, settings
from ..refusals import refuse_open
from ..settling import Resolved, Settings, readers, resolve
from ..shape import Kind
from ..source import Source
from ..stages import StageBook
from ..survey import Reader, Survey, survey
from ..table import Record, fitted_records
from .shapes import Found, find

#: Fields whose values, where rows name the field they change, are written as in a column of that field.
TOLD = ("stage", "amount", "expected_close", "probability")


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """A file after its first pass."""

    name: str
    decoded: Decoded
    found: Found
    survey: Survey
    chosen: Chosen
    """With the column of new values as that of each field that rows name."""
    resolved: Resolved
    how: Settings

    def records(self) -> Iterator[Record]:
        """Every record below the header, those that are rows as wide as it."""
        return fitted_records(self.name, self.decoded, self.found.layout, self.survey)


def open_table(source: Source, spec: PipelineSpec, options: ReadOptions, ledger: Ledger) -> HistoryTable:
    """The first pass over a history.

    Raises:
        InputProblem: it is empty, or no history that is known.
        UnsettledProblem: a column can be read in two ways; names all such columns.
    """
    options = options.of(source)
    decoded = decode(source, options.encoding, ledger)
    found = find(source.name, decoded.text, options.delimiter)
    how = settings(spec, options)
    how = how._replace(serial=how.serial or source.is_sheet)
    book, chosen = StageBook(spec, found.preset), found.layout.chosen
    known = readers(how, book, chosen)
    known["from_stage"] = known["stage"]
    layout, seen = survey(source.name, decoded.text, found.layout, known, lambda _: None)
    found, chosen, profiles = found._replace(layout=layout), layout.chosen, dict(seen.profiles)
    if found.by_field:
        more = _named(fitted_records(source.name, decoded, found.layout, seen), found, known)
        profiles |= more
        chosen = chosen._replace(columns=chosen.columns | dict.fromkeys(more, chosen.columns["new"]))
    resolved = resolve(profiles, chosen, how)
    refuse_open([(source.name, question) for question in resolved.questions])
    return HistoryTable(source.name, decoded, found, seen, chosen, resolved, how)


def _named(rows: Iterator[Record], found: Found, known: Mapping[str, Reader]) -> dict[str, Profile[Any]]:
    """The texts of each field that rows name, old and new ones."""
    columns = found.layout.chosen.columns
    values = [columns[one] for one in ("old", "new") if one in columns]
    profiles: dict[str, Profile[Any]] = {field: Profile(known[field]) for field in TOLD if field in known}
    for record in rows:
        named = found.field(record.cells[columns["field"]]) if record.kind is Kind.ROW else None
        profile = profiles.get(named or "")
        if profile is None:
            continue
        for position in values:
            text = record.cells[position]
            sight = profile.get(text) or profile.first(text, record.line)
            sight.votes += sight.sound
            sight.spare += not sight.sound
    return {field: profile for field, profile in profiles.items() if profile}
