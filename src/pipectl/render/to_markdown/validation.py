"""What `validate` says as Markdown."""

from collections.abc import Iterator

from ...domain.validation import CodeLine, Judged, OwnerLine, Validation
from ...domain.values import Unit
from ..harmless import for_markdown
from ..spell import many, spell
from ..words.shared import rows_words
from ..words.validation import against_words, gone_words, not_run_words, quality_words, tally_words, verdict_words
from .parts import Row, joined, name, only, table

FINDINGS_SHOWN = 100
OWNERS_SHOWN = 20


def page(found: Validation) -> str:
    """All of it, foreign text escaped."""
    return joined(["# Data quality", *_head(found), *_tables(found), *_asides(found), *_findings(found)])


def _head(found: Validation) -> Iterator[str]:
    yield f"**{for_markdown(quality_words(found))}**"
    against = f"; {against_words(found.against)}" if found.against else ""
    yield for_markdown(f"{rows_words(found.rows)}; {tally_words(found)}{against}")
    yield f"Gate {for_markdown(verdict_words(found))}"
    yield from only(found.filters)


def _tables(found: Validation) -> Iterator[str]:
    if found.codes:
        new = (">New",) if found.against else ()
        titles = ("Level", "Code", ">Found", *new, "What it is", "What to do")
        yield table(titles, [_code(found, each) for each in found.codes])
    if found.owners:
        titles = ("Owner", ">Rows", ">With error or warning", ">Quality")
        yield table(titles, map(_owner, found.owners[:OWNERS_SHOWN]))
        if len(found.owners) > OWNERS_SHOWN:
            yield f"… and {many(len(found.owners) - OWNERS_SHOWN)} more owners"


def _code(found: Validation, line: CodeLine) -> Row:
    code, new = line.code, (f"{many(line.new)}",) if found.against else ()
    said = for_markdown(code.title), for_markdown(code.remedy)
    return (code.level.value, code.code, f"{many(line.found)}", *new, *said)


def _owner(line: OwnerLine) -> Row:
    return name(line.owner), f"{many(line.rows)}", f"{many(line.flagged)}", spell(line.quality.value, Unit.PERCENT)


def _asides(found: Validation) -> Iterator[str]:
    for head, parts in (("Not run", not_run_words(found)), ("Found no more", list(_gone(found)))):
        if parts:
            yield f"{head}:"
            yield "\n".join(f"- {for_markdown(each)}" for each in parts)


def _gone(found: Validation) -> Iterator[str]:
    return gone_words(found.against) if found.against else iter(())


def _findings(found: Validation) -> Iterator[str]:
    shown = found.found[:FINDINGS_SHOWN]
    if shown:
        yield "## Findings"
        yield table(("Place", "Code", "Problem", "Remedy"), map(_finding, shown))
    if len(shown) < found.total:
        yield f"… and {many(found.total - len(shown))} more"


def _finding(judged: Judged) -> Row:
    each = judged.finding
    code = f"{each.code} (known)" if judged.known else each.code
    return tuple(map(for_markdown, (str(each.place), code, each.problem, each.remedy)))
