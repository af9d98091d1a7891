"""Why a reading as a whole gives no answer: open questions, no row left."""

from collections.abc import Iterable, Sequence
from typing import NoReturn

from ..domain.currencies import CODES as CURRENCIES
from ..domain.errors import NothingToReport, UnsettledProblem
from ..domain.finding import Findings, Level
from ..domain.opportunity import Opportunity
from ..domain.pipeline import FileAccount, RowCount
from .chosen import Chosen
from .codes import CODES, quoted
from .formats.evidence import Question

#: Currencies that a message names.
_LISTED = 6


def conserved(name: str, rows: RowCount) -> RowCount:
    """The count, once it is sure that no record was lost.

    Raises:
        AssertionError: a bug: the parts don't sum to what was read.
    """
    if not rows.conserved:
        raise AssertionError(f"rows of {name} are not conserved: {rows}")
    return rows


def refuse_open(questions: Sequence[tuple[str, Question]]) -> None:
    """Raise about everything that columns leave open; each question with the name of its file."""
    if questions:
        raise UnsettledProblem("\n".join(f"{name}: {one.text}; {one.remedy}" for name, one in questions))


def refuse_nothing(accounts: Sequence[FileAccount], findings: Findings) -> NoReturn:
    """Raise about a reading without a single accepted row."""
    names = ", ".join(account.name for account in accounts)
    aside = sum(account.rows.set_aside for account in accounts)
    if not aside:
        raise NothingToReport(f"{names} has a header and no rows; export it again")
    whole = "its only row was" if aside == 1 else f"all {aside:,} rows were"
    counts = [f"{count:,} × {CODES[code].title.lower()}" for code, count in findings.counts if code < "DATA1"]
    raise NothingToReport(
        f"{names}: {whole} set aside ({', '.join(counts)}); correct them, or the columns and stages in pipeline.yaml",
        findings=tuple(each for each in findings.kept if each.level is Level.ERROR),
    )


def refuse_converted_twice(name: str, chosen: Chosen, currencies: Sequence[str]) -> None:
    """Raise where pipeline.yaml names a column of several currencies for amounts that are in the company's one.

    Raises:
        UnsettledProblem: names both columns.
    """
    if chosen.converted and "currency" in chosen.columns and len(currencies) > 1:
        amount, currency = (quoted(chosen.labels[chosen.columns[field]]) for field in ("amount", "currency"))
        raise UnsettledProblem(
            f"{name}: {amount} is in the company's currency, and {currency}, which pipeline.yaml names for it, holds "
            f"several ({_few(currencies)}); leave columns.currency out, or name the amounts as they "
            "were entered in columns.amount"
        )


def refuse_unread_currencies(name: str, labels: Iterable[str], opportunities: Iterable[Opportunity]) -> None:
    """Raise where a column that is not read holds several currencies and nothing else: amounts would be added.

    Raises:
        UnsettledProblem: names the column.
    """
    held: dict[str, set[str]] = {label: set() for label in labels}
    for one in opportunities:
        for label in [label for label in held if label in one.extra]:
            held[label].add(one.extra[label])
            if one.extra[label] not in CURRENCIES:
                del held[label]
        if not held:
            return
    for label, codes in held.items():
        if len(codes) > 1:
            from shlex import quote

            option = f"--from {quote('-' if name == 'stdin' else name)} --column {quote(f'currency={label}')}"
            raise UnsettledProblem(
                f"{name}: column {quoted(label)} holds currencies ({_few(codes)}) and is not read; "
                f"name it with `pipectl init {option}`, which writes a pipeline.yaml, or add it to the one that is "
                f'there: columns: {{currency: "{label}"}}'
            )


def _few(currencies: Iterable[str]) -> str:
    return ", ".join(sorted(currencies)[:_LISTED])
