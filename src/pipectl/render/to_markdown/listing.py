"""The list as Markdown: a table a stage, each with its subtotal."""

from ...domain.listing import Band, Listing
from ...domain.values import Unit
from ..harmless import for_markdown
from ..spell import full_money, many, short_day, short_money, spell
from ..words.past import past_notes
from ..words.shared import counted, day_words, nothing_listed, repeated, standing_words, told_apart
from .parts import data, joined, name, only, table


def page(found: Listing) -> str:
    """A table a stage, each with its subtotal."""
    total = " · ".join((*standing_words(found), *day_words(found.as_of, found.rows)))
    twice = repeated(row for band in found.bands for row in band.rows)
    parts = [f"# {for_markdown(found.pipeline)}", total, *only(found.filters)]
    for band in found.bands:
        parts += _band(found, band, twice)
    parts += [] if found.bands else [nothing_listed(found)]
    return joined([*parts, *data(found.rows, found.findings, (*found.notes, *past_notes(found.past_findings)))])


def _band(found: Listing, band: Band, twice: frozenset[str]) -> list[str]:
    weighted = "" if band.weighted is None else f" · {short_money(band.weighted, band.currency)} weighted"
    more = f" · {many(len(band.rows))} shown" if len(band.rows) != band.opportunities else ""
    head = f"## {name(band.stage)}"
    total = f"{counted(band.opportunities, 'deal')} · {short_money(band.amount, band.currency)}{weighted}{more}"
    rows = [
        (
            name(told_apart(row, twice)),
            name(row.owner),
            full_money(row.amount, row.currency),
            spell(row.probability, Unit.PERCENT),
            short_day(row.closed or row.expected_close, found.as_of),
            f"{counted(row.days_overdue, 'day')} past" if row.days_overdue else "",
        )
        for row in band.rows
    ]
    return [head, total, *([table(("Deal", "Owner", ">Amount", ">Chance", "Close", "Look"), rows)] if rows else [])]
