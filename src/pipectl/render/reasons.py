"""Why figures of a table are `–`, gathered so that each reason stands once, and how a grouping is titled."""

from collections.abc import Iterable, Sequence

from ..domain.result import Group, Report, StageLine

#: Columns of the stage table that may be undefined as a whole, with the measure that says why.
_OF_STAGES = (("Weighted", "weighted_pipeline"), ("Overdue", "slippage"), ("Decay", "decay"))
Reasons = dict[str, list[str]]
#: What has no value where amounts are in several currencies, in the tables below, too.
SUMS = "Sums of amounts"


def gathered(figures: Iterable[tuple[str, str | None]]) -> Reasons:
    """Reason to the titles of the figures it holds for, each once; figures without a reason are left out."""
    found: Reasons = {}
    for title, reason in figures:
        if reason and title not in found.setdefault(reason, []):
            found[reason].append(title)
    return found


def untold(report: Report) -> dict[str, str]:
    """Columns of the stage table that nothing can be said in, with the reason.

    What has no sum over all stages, as amounts in several currencies, may have one in some.
    """
    measures = ((title, report.measure(key)) for title, key in _OF_STAGES)
    told = {"Weighted"} if report.is_mixed and any(stage.weighted is not None for stage in report.stages) else set()
    return {title: found.undefined or "" for title, found in measures if found.value is None and title not in told}


def of_stages(report: Report, stages: Iterable[StageLine]) -> Reasons:
    """Why the stage table has a `–` somewhere."""
    moves = (each.moves_on for each in stages)
    figures = [*untold(report).items(), *(("Moves on", each.undefined) for each in moves if each is not None)]
    return gathered(figures)


def unsummed(report: Report) -> tuple[str, ...]:
    """Why amounts have no sum, where they are in several currencies: one reason for many figures, told once."""
    why = report.measure("pipeline_value").undefined
    return (why,) if why and report.is_mixed else ()


def of_groups(groups: Sequence[Group | Report], titles: Iterable[tuple[str, str]]) -> Reasons:
    """Why a table of groups has a `–` somewhere; `titles` are its measures' keys, each with what heads its column."""
    return gathered((title, group.measure(key).undefined) for key, title in titles for group in groups)


def heading(by: str) -> str:
    """What heads a table of groups: our own names as words (`Close quarter`), a header as the file has it."""
    return by.replace("_", " ").capitalize() if by.isidentifier() and by.islower() else by
