"""Sentences about the playbook. Foreign text in them goes through the `clean` of the destination."""

from ...domain.playbook import Answer, CriterionLine, Playbook, PlaybookDeal, PlaybookStage, Standing, Tally
from ...domain.spec import StageKind
from ...domain.values import Outcome, Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, days_in_words, many, short_money, spell
from ..to_json.playbook import why_no_days, why_not_ready
from .funnel import share_words
from .shared import Clean

UNJUDGED = "can't be judged"
LEGEND = "ready: meets every exit criterion that has a condition, of those it can be judged of"
#: How an opportunity stands, in a word that stands before the criterion.
MARKS = {
    Standing.MET: "met",
    Standing.MISSING: "missing",
    Standing.UNJUDGED: UNJUDGED,
    Standing.ASK: "ask",
}


def open_words(stage: PlaybookStage) -> str:
    """`3 open, $80k`."""
    amount = "" if stage.amount is None else f", {short_money(stage.amount, stage.currency)}"
    return f"{many(stage.opportunities)} open{amount}"


def all_words(found: Playbook) -> str:
    """`22 open`, in all stages that are shown."""
    return f"{many(sum(stage.opportunities for stage in found.stages))} open"


def is_asked(stage: PlaybookStage) -> bool:
    """Whether opportunities are open in such a stage, so that its numbers say something."""
    return stage.kind is StageKind.OPEN


def ready_words(stage: PlaybookStage) -> str:
    """`2 of 5`, `40% of 50`; undefined is `–`."""
    return share_words(stage.ready.share) if stage.conditions else UNDEFINED


def ready_sentence(stage: PlaybookStage) -> str:
    """`2 meet every exit criterion that has a condition, 1 lacks one, 2 can't be judged`; or why nobody can tell."""
    if why := why_not_ready(stage):
        return f"ready to leave: {UNDEFINED}, {why}"
    ready = stage.ready
    meet = "meets" if ready.met == 1 else "meet"
    lack = "lacks" if ready.missing == 1 else "lack"
    told = (
        f"{many(ready.met)} {meet} every exit criterion that has a condition, {many(ready.missing)} {lack} one or more"
    )
    return f"{told}, {many(ready.unjudged)} {UNJUDGED}" if ready.unjudged else told


def of_stages(found: Playbook) -> Reasons:
    """Why the table of stages has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for stage in filter(is_asked, found.stages):
        why = why_no_days(stage, has_past=found.has_past)
        figures += [("Ready", why_not_ready(stage)), ("Median", why), ("p75", why)]
        figures.append(("At most", None if stage.max_days is not None else "pipeline.yaml gives it no max_days"))
    return gathered(figures)


def days_words(stage: PlaybookStage, *, has_past: bool) -> tuple[str, ...]:
    """`at most 21 days`, and how long those stayed that left."""
    most = "no max_days" if stage.max_days is None else f"at most {days_in_words(stage.max_days)}"
    if why := why_no_days(stage, has_past=has_past):
        return most, f"usual days: {UNDEFINED}, {why}"
    median, p75 = spell(stage.median, Unit.DAYS), spell(stage.p75, Unit.DAYS)
    return most, f"of {many(stage.left)} that left it, median {median}, p75 {p75}"


def criterion_words(line: CriterionLine | Answer, clean: Clean) -> str:
    """`A next step is agreed (next_step is set)`."""
    same = line.condition is None or line.condition == line.text
    return clean(line.text) if same else f"{clean(line.text)} ({clean(line.condition or '')})"


def tally_words(found: Tally) -> str:
    """`3 met, 1 missing, 2 can't be judged`; `ask` where it has words alone; empty of nobody."""
    if found.ask:
        return MARKS[Standing.ASK]
    told = [(found.met, "met"), (found.missing, "missing"), (found.unjudged, UNJUDGED)]
    kept = [f"{many(count)} {what}" for count, what in told if count or (what != UNJUDGED and sum(found))]
    return ", ".join(kept)


def reasons_words(line: CriterionLine, clean: Clean) -> str:
    """`can't be judged: the data has no Seats (2)`; empty where it can be."""
    if not line.why:
        return ""
    return f"{UNJUDGED}: {'; '.join(f'{clean(why)} ({many(count)})' for why, count in line.why)}"


def numbers_of(deal: PlaybookDeal, standing: Standing) -> str:
    """Which exit criteria stand so, by their numbers in the list: `1, 3`."""
    return ", ".join(str(number) for number, each in enumerate(deal.answers, 1) if each.standing is standing)


def met_words(deal: PlaybookDeal) -> str:
    """`2 of 3` exit criteria that can be judged; `–` where none can."""
    share = deal.tally.share
    return f"{many(share.numerator)} of {many(share.denominator)}" if share.denominator else UNDEFINED


def stay_words(deal: PlaybookDeal, stage: PlaybookStage, outcome: Outcome) -> str:
    """`35 days in stage, 14 more than the 21 allowed`; or why nobody can tell."""
    if outcome is not Outcome.OPEN:
        return f"it is {outcome.value}, so that nothing is asked of it"
    if deal.days_in_stage is None:
        return "days in stage: –, nothing tells when it entered its stage"
    told = f"{days_in_words(deal.days_in_stage)} in stage"
    if stage.max_days is None:
        return f"{told}; no max_days"
    if not deal.over:
        return f"{told}, {many(stage.max_days)} allowed"
    return f"{told}, {many(deal.days_in_stage - stage.max_days)} more than the {many(stage.max_days)} allowed"
