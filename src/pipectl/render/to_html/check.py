"""The page of `pipectl check`: every verdict, the failures first, what stands behind each, and the quotas."""

from collections.abc import Iterator

from ...domain.values import Unit
from ...domain.verdict import Behind, CheckLine, CheckResult, Coverage, CoverageLine, Party, Verdict
from ..exact import exact
from ..reasons import gathered
from ..spell import days_of, long_day, many
from ..words.check import (
    before_words,
    behind_words,
    bound_words,
    gap_words,
    holders_words,
    line_words,
    measured_words,
    only_words,
    required_words,
    sum_words,
    verdict_words,
    waiver_words,
    way_words,
)
from ..words.shared import aside_words
from .blocks import Block, Cell, Column, Definition, Heading, Items, Page, Section, Words, table
from .glossary import used
from .parts import data_words, day, money, name, number, reasons_why, section, spans, text, words
from .pictures import pictures

_MISSED = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)
_STYLES = {
    Verdict.PASSED: "good",
    Verdict.WARNED: "strong",
    Verdict.FAILED: "alarm",
    Verdict.UNDEFINED: "alarm",
    Verdict.TOO_FEW: "quiet",
    Verdict.WAIVED: "quiet",
}
#: Checks that are told of below the table; the table has all of them.
MOST_TOLD = 100


def page(found: CheckResult) -> Page:
    """All of it."""
    sections = tuple(_sections(found))
    return Page(
        title=f"Checks · {found.period.label}",
        pipeline=found.pipeline,
        span=spans(
            "" if ".." in found.period.key else days_of(found.period, found.as_of), f"as of {long_day(found.as_of)}"
        ),
        sections=sections,
        definitions=(*_definitions(found), *used(sections)),
        filters=found.filters,
        warning=aside_words(found.rows),
        data=data_words(found.rows, found.findings, found.selected),
        see=found.see_findings if found.findings.total else "",
        notes=found.notes,
    )


def _sections(found: CheckResult) -> Iterator[Section]:
    yield from section("Verdict", _verdict(found), "verdict")
    yield from section("Pictures", pictures("check", found), "pictures")
    yield from section("Behind the checks", _details(found), "behind")
    if found.coverage is not None:
        yield from section("Coverage", _coverage(found, found.coverage), "coverage")
    yield from section("Waivers", _waivers(found), "waivers")


def _verdict(found: CheckResult) -> Iterator[Block]:
    told = "; only told, for --warn-only" if found.warn_only and found.verdict is Verdict.FAILED else ""
    style = "alarm" if found.verdict in (Verdict.FAILED, Verdict.UNDEFINED) else "good"
    yield Words(f"{found.verdict.value.capitalize()}: {verdict_words(found)}{told}", f"lead {style}")
    columns = (
        Column("Measure"),
        Column("Verdict", term="t-verdict"),
        Column("Measured", right=True, term="t-measured"),
        Column("Asked for", term="t-asked"),
        Column("Missing", wide=True),
    )
    yield from table("Failures first", columns, (_line(found, each) for each in found.gravest_first))


def _line(found: CheckResult, line: CheckLine) -> tuple[Cell, ...]:
    missing = (
        gap_words(line, found.currency),
        line.undefined or "",
        (line.reason or "") if line.verdict is not Verdict.PASSED else "",
        line.waiver.reason if line.waiver else "",
        *line.notes,
    )
    measured = "" if line.measured is None else exact(line.measured, line.unit) or ""
    return (
        Cell(line_words(line, found, str), term=_key(found, line)),
        Cell(line.verdict.value, style=_STYLES[line.verdict]),
        Cell(measured_words(line, found.currency), measured),
        text(bound_words(line, found.currency)),
        text("; ".join(each for each in missing if each)),
    )


def _subjects(found: CheckResult) -> dict[str, CheckLine]:
    """The first check of each measure or finding that says what it means."""
    subjects: dict[str, CheckLine] = {}
    for line in found.lines:
        if line.definition:
            subjects.setdefault(line.subject, line)
    return subjects


def _key(found: CheckResult, line: CheckLine) -> str:
    """The key of its definition: a number, as codes may be spelled in any way."""
    subjects = list(_subjects(found))
    return f"c-{subjects.index(line.subject) + 1}" if line.subject in subjects else ""


def _definitions(found: CheckResult) -> Iterator[Definition]:
    for place, line in enumerate(_subjects(found).values(), 1):
        yield Definition(f"c-{place}", line.title, line.definition, line.formula, behind=sum_words(line))


def _details(found: CheckResult) -> Iterator[Block]:
    told = [(line, lines) for line in found.gravest_first if (lines := tuple(_told(found, line)))]
    for line, lines in told[:MOST_TOLD]:
        yield Heading(line_words(line, found, str))
        yield Items(lines)
        if line.behind is not None and line.verdict in _MISSED:
            yield from _parties(found, line.behind)
    yield from words(f"and {many(len(told) - MOST_TOLD)} more checks" if len(told) > MOST_TOLD else "", style="quiet")


def _told(found: CheckResult, line: CheckLine) -> Iterator[str]:
    """What the screen says of it below the table."""
    currency, missed = found.currency, line.verdict in _MISSED
    halves = sum_words(line)
    labelled = (
        ("Undefined" if line.verdict is not Verdict.TOO_FEW else "Too few", line.undefined or ""),
        ("Only", only_words(line, found).removeprefix("only ") if missed else ""),
        ("Before", before_words(line, currency) if missed else ""),
        ("To close", way_words(line.way, line, currency) if missed else ""),
        ("Behind it", behind_words(line.behind, currency) if missed else ""),
        ("Whose", holders_words(line.behind, currency, str) if missed else ""),
        ("Left out", f"{many(line.left_out)}, waived" if line.left_out else ""),
        *(("Note", note) for note in line.notes),
        ("Means", line.definition if found.explained else ""),
        ("Sum", (f"{line.formula} = {halves}" if halves else line.formula) if found.explained else ""),
    )
    yield from (f"{label}: {said}" for label, said in labelled if said)


def _parties(found: CheckResult, behind: Behind) -> Iterator[Block]:
    """The first opportunities, or the first rows with what was found."""
    if behind.tally == "found":
        columns: tuple[Column, ...] = (Column("Found", wide=True), Column("Deal"), Column("Owner"))
        yield from table("Rows behind it", columns, map(_row, behind.shown))
        return
    columns = (
        Column("Deal"),
        Column("Owner"),
        Column("Stage"),
        Column("Amount", right=True, term="t-amount"),
        Column("Close", term="t-close"),
    )
    yield from table("The biggest behind it", columns, (_party(found, each) for each in behind.shown))


def _row(each: Party) -> tuple[Cell, ...]:
    return text(f"{each.place} {each.code} {each.why}"), name(each.name or None), name(each.owner)


def _party(found: CheckResult, each: Party) -> tuple[Cell, ...]:
    return (
        name(each.name or str(each.place)),
        name(each.owner),
        name(each.stage),
        money(each.amount, each.currency or found.currency),
        day(each.day, found.as_of),
    )


def _coverage(found: CheckResult, coverage: Coverage) -> Iterator[Block]:
    yield from words(f"{required_words(coverage)[:1].upper()}{required_words(coverage)[1:]}")
    columns = (
        Column("Quota of"),
        Column("Quota", right=True, term="t-quota"),
        Column("Won", right=True, term="t-booked"),
        Column("Due", right=True, term="t-amount"),
        Column("Coverage", right=True, term="t-coverage"),
        Column("Of the rest", right=True, term="t-of_rest"),
        Column("Weighted", right=True, term="t-weighted_coverage"),
    )
    yield from table("This and the next periods", columns, (_quota(found, each) for each in coverage.lines))
    yield from reasons_why(gathered((_whose(each), each.undefined) for each in coverage.lines))


def _whose(each: CoverageLine) -> str:
    return each.period.label if each.by is None else f"{each.period.label} · {each.key or f'no {each.by}'}"


def _quota(found: CheckResult, each: CoverageLine) -> tuple[Cell, ...]:
    rest = text("met", "good") if each.met else number(each.remaining, Unit.MULTIPLE)
    return (
        name(_whose(each)),
        *(money(amount, found.currency) for amount in (each.quota, each.won, each.due)),
        number(each.coverage, Unit.MULTIPLE),
        rest,
        number(each.weighted, Unit.MULTIPLE),
    )


def _waivers(found: CheckResult) -> Iterator[Block]:
    said = []
    for line in found.waivers:
        verdict = Verdict.WAIVED if line.verdict is Verdict.PASSED else line.verdict
        said.append(f"{verdict.value}: {waiver_words(line, str)}")
    if said:
        yield Items(tuple(said))
