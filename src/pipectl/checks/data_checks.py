"""The data checks: what is asked of opportunities that were accepted, each with its code, remedy and rule.

What is found while reading has its codes in `read/codes.py` and is not said twice. These run for `pipectl validate`.
A check is one `DataCheck` here and one function from what is looked at to its hits.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from ..domain.finding import KEPT_PER_CODE, NOBODY, Code, Findings, Level
from ..domain.ledger import Ledger
from ..domain.pipeline import FileAccount, Pipeline
from ..domain.spec import PipelineSpec
from ..domain.validation import NotRun
from .bulk_checks import LEAST, MONTH_ENDS, SAME_AMOUNT, month_ends, same_amount
from .likely_duplicates import NEAR_DAYS, likely_duplicates
from .looked import Hit, Looked
from .row_checks import FAR, STALE_DAYS, far_from_stage, overdue, stale, undecided, without_next_step
from .spellings import spellings

#: What a reading must have columns for: one field of each group.
Needs = tuple[tuple[str, ...], ...]


class DataCheck(NamedTuple):
    """A rule over opportunities."""

    code: Code
    needs: Needs
    find: Callable[[Looked], Iterator[Hit]]
    by_stage: bool = False
    """Whether it needs a probability of stages in pipeline.yaml."""
    of_files: bool = False
    """Whether it is about files as a whole, and so about nobody's rows."""


class Checked(NamedTuple):
    """What the data checks found."""

    findings: Findings
    not_run: tuple[NotRun, ...]


DATA_CHECKS: tuple[DataCheck, ...] = (
    DataCheck(
        Code(
            "DATA301",
            "Open past its close date",
            Level.WARNING,
            "close it, or enter the day it should close",
            "An open opportunity should have closed before the day of the report.",
        ),
        (("expected_close",),),
        overdue,
    ),
    DataCheck(
        Code(
            "DATA302",
            "Open without next step",
            Level.NOTE,
            "enter what happens next",
            "Nothing is planned for an open opportunity.",
        ),
        (("next_step",),),
        without_next_step,
    ),
    DataCheck(
        Code(
            "DATA303",
            "Close % far from its stage's",
            Level.WARNING,
            "correct it or the stage, or the stage's probability in pipeline.yaml",
            f"The close % of an open opportunity is more than {FAR * 100:f} points from the probability that "
            "pipeline.yaml gives its stage.",
        ),
        (("probability",),),
        far_from_stage,
        by_stage=True,
    ),
    DataCheck(
        Code(
            "DATA304",
            "Close % of one that is decided",
            Level.NOTE,
            "leave it where somebody entered it before the outcome; else set it to 100 when won and to 0 when lost",
            "A won opportunity has another close % than 100, or a lost one another than 0. No figure uses it but "
            "probability_calibration, which holds what was entered against what was won.",
        ),
        (("probability",),),
        undecided,
    ),
    DataCheck(
        Code(
            "DATA305",
            "Open without activity",
            Level.NOTE,
            "take it up again, or close it",
            f"The last activity on an open opportunity is more than {STALE_DAYS} days before the day of the report.",
        ),
        (("last_activity",),),
        stale,
    ),
    DataCheck(
        Code(
            "DATA306",
            "Likely duplicate",
            Level.WARNING,
            "remove one of them if they are the same; both are counted",
            "Two opportunities with different ids have the same account and the same amount, and were created or "
            f"close within {NEAR_DAYS} days of each other. Where neither has an id, the same name stands in for a "
            "missing account. A pair is named once, at the one with the greater id or name.",
        ),
        (("account", "name"), ("created", "expected_close", "closed")),
        likely_duplicates,
    ),
    DataCheck(
        Code(
            "DATA307",
            "Close dates at the end of the month",
            Level.WARNING,
            "enter the day each of them should close",
            f"{MONTH_ENDS} % or more of a file's open opportunities with an expected close date, {LEAST} or more, have "
            "the last day of a month, as a CRM puts it where nobody enters a day. Said once a file; no row is flagged.",
        ),
        (("expected_close",),),
        month_ends,
        of_files=True,
    ),
    DataCheck(
        Code(
            "DATA308",
            "Amounts that are all the same",
            Level.WARNING,
            "enter what each of them is worth",
            f"{SAME_AMOUNT} % or more of a file's amounts, {LEAST} or more, are the same, as a placeholder is. Said "
            "once a file; no row is flagged.",
        ),
        (("amount",),),
        same_amount,
        of_files=True,
    ),
    DataCheck(
        Code(
            "DATA309",
            "Names spelled in several ways",
            Level.NOTE,
            "spell each of them in one way",
            "Owners, teams or sources differ by case or by spaces alone. They are one name in "
            "groups, filters, quotas and waivers, spelled as most rows have it. Said once a file; no row is flagged.",
        ),
        (("owner", "team", "source"),),
        spellings,
        of_files=True,
    ),
)


def run_data_checks(pipeline: Pipeline, spec: PipelineSpec, as_of: date, keep: int = KEPT_PER_CODE) -> Checked:
    """What all checks find, in the order of the files and their lines; of each code the first `keep` are kept."""
    looked, ledger = Looked(pipeline, spec, as_of), Ledger(keep)
    not_run = []
    planned = any(stage.probability is not None for stage in spec.open_stages)
    for check in DATA_CHECKS:
        lacking = _lacking(check.needs, pipeline.files)
        if check.by_stage and not planned:
            lacking = lacking or "probability of stages in pipeline.yaml"
        if lacking:
            not_run.append(NotRun(check.code, lacking))
            continue
        for hit in check.find(looked):
            about = NOBODY if hit.opportunity is None else hit.opportunity.about
            ledger.add(check.code, hit.place, hit.problem, field=hit.field, about=about)
    return Checked(ledger.findings([account.name for account in pipeline.files]), tuple(not_run))


def _lacking(needs: Needs, files: tuple[FileAccount, ...]) -> str:
    """The fields that no file has all of, in words; empty where the check can run."""
    lacking = ""
    for account in files:
        have = {field for field, _ in account.columns}
        # Names of opportunities that have ids repeat: they tell nothing.
        useless = {"name"} if "id" in have else set()
        groups = [[field for field in group if field not in useless] for group in needs]
        missing = [" or ".join(group) for group in groups if have.isdisjoint(group)]
        if not missing:
            return ""
        lacking = lacking or ", and ".join(missing)
    return lacking
