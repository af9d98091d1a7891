"""What `review` says as one long table.

`section` says what a row is of: `review` (days, currency and filters, which are dates and text), `headline`, `change`,
`commits`, `at_risk`, `pushed_out`, `overdue`, `newly_overdue`, `stalled`, `stalled_in`, `bottleneck`, `won`, `lost`,
`lost_reason`, `lost_in`, `team`, `owner`, `others` and `before` (of an owner, or of the team), `hint` and `action`. A
sum has its `count` and `amount`; below it stand the opportunities shown, told by their `name`. What nothing tells has
no count, and the reason under `undefined`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ...domain.review import Review
from ..exact import maybe_money
from ..harmless import for_csv_cell
from ..to_json.review import tree as document
from ..words.coaching import doing_words, hint_words

COLUMNS = (
    "section", "owner", "key", "measure", "value", "unit", "count", "amount", "currency", "numerator", "denominator",
    "low", "high", "against_others", "against_before", "undefined", "id", "name", "account", "stage", "expected_close",
    "closed", "severity", "reason", "next",
)  # fmt: skip

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Review) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document(found)
    yield from _asked(tree)
    for key, measure in tree["headline"].items():
        if key != "quota":
            yield _figure("headline", key, measure)
    yield from _change(tree)
    yield from _deals(tree)
    yield from _stuck(tree["stuck"], tree["currency"])
    yield from _lessons(tree["lessons"])
    yield from _people(tree["owners"])
    yield from _words(found)


def _row(section: str, **cells: object) -> Cells:
    known = {"section": section} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on; foreign text is made harmless here, as values never are."""
    days = {
        "as_of": tree["as_of"],
        "since": tree["since"]["day"],
        "period_start": tree["period"]["start"],
        "period_last": tree["period"]["last"],
        "lookback_start": tree["lookback"]["start"],
        "lookback_last": tree["lookback"]["last"],
    }
    for name, day in days.items():
        yield _row("review", measure=name, value=day, unit="date")
    for name, text in (("currency", tree["currency"]), *(("filter", each) for each in tree["filters"])):
        yield _row("review", measure=name, value=text and for_csv_cell(text), unit="text")


def _figure(section: str, name: str, found: Tree, **cells: object) -> Cells:
    kept = {key: found[key] for key in ("value", "unit", "numerator", "denominator", "undefined")}
    return _row(section, measure=name, **kept | (found["interval"] or {}) | cells)


def _change(tree: Tree) -> Iterator[Cells]:
    change = tree["change"]
    if change is None:
        yield _row("change", undefined=tree["no_change"])
        return
    whole, money = change["whole"], {"currency": tree["currency"]}
    yield _row("change", key="start", count=whole["start_count"], amount=whole["start_amount"], **money)
    for line in whole["lines"]:
        yield _row("change", key=line["key"], count=line["count"], amount=line["amount"], **money)
        for deal in line["opportunities"]:
            look = deal["after"] or deal["before"] or {}
            yield _deal("change", deal | {"stage": look.get("stage")}, key=line["key"], **money)
    yield _row("change", key="end", count=whole["end_count"], amount=whole["end_amount"], **money)


def _sum(section: str, found: Tree | None, why: str | None = None, **cells: object) -> Cells:
    if found is None:
        return _row(section, undefined=why, **cells)
    kept = {key: found[key] for key in ("count", "amount", "currency")}
    return _row(section, undefined=why, **kept | cells)


def _deal(section: str, deal: Tree, **cells: object) -> Cells:
    """One opportunity, with its gravest reason and what to do about it."""
    signs = deal.get("signs") or [{}]
    said = {
        "severity": deal.get("severity") if signs[0] else None,
        "reason": signs[0].get("words"),
        "next": signs[0].get("next"),
    }
    return _row(section, **{column: deal.get(column) for column in COLUMNS if column in deal} | said | cells)


def _shown(section: str, deals: Iterable[Tree], **cells: object) -> Iterator[Cells]:
    return (_deal(section, deal, **cells) for deal in deals)


def _deals(tree: Tree) -> Iterator[Cells]:
    """Commits, risks, and what slipped."""
    commits, risks, slipped = tree["commits"], tree["at_risk"], tree["slipped"]
    yield _sum("commits", commits, commits["untold"])
    yield from _shown("commits", commits["opportunities"])
    yield _sum("at_risk", risks)
    for one in risks["owners"]:
        yield _sum("at_risk", one, owner=one["owner"], key="owner")
        yield from _shown("at_risk", one["opportunities"])
    yield _sum("pushed_out", slipped["pushed_out"], slipped["no_pushed_out"])
    yield _sum("overdue", slipped["overdue"], slipped["no_overdue"])
    yield _sum("newly_overdue", slipped["newly_overdue"], slipped["no_overdue"])
    yield from _shown("newly_overdue", slipped["opportunities"])


def _stuck(stuck: Tree, currency: str | None) -> Iterator[Cells]:
    yield _sum("stalled", stuck["stalled"], stuck["untold"])
    yield from (_deal("stalled", deal, reason=deal["stood"]) for deal in stuck["opportunities"])
    for each in stuck["stages"]:
        yield _sum("stalled_in", each, stage=each["key"])
    top = stuck["bottleneck"]
    if top is None:
        yield _row("bottleneck", undefined=stuck["no_bottleneck"])
        return
    kept = {key: top["conversion"][key] for key in ("value", "numerator", "denominator")}
    money = {"amount": top["adds"], "currency": currency}
    yield _row("bottleneck", stage=top["stage"], measure="conversion", unit="ratio", **money, **kept)


def _lessons(lessons: Tree) -> Iterator[Cells]:
    for outcome in ("won", "lost"):
        yield _sum(outcome, lessons[outcome])
        for deal in lessons[outcome]["opportunities"]:
            yield _row(outcome, **{key: deal[key] for key in COLUMNS if key in deal}, reason=deal["lost_reason"])
    if lessons["undated"]["count"]:
        yield _sum("undated", lessons["undated"])
    for section, key in (("lost_reason", "lost_reasons"), ("lost_in", "lost_in")):
        if (why := lessons[f"no_{key}"]) is not None:
            yield _row(section, undefined=why)
            continue
        for each in lessons[key]:
            yield _sum(section, each, key=each["key"])


def _people(people: Tree) -> Iterator[Cells]:
    if people["untold"] is not None:
        yield _row("owner", undefined=people["untold"])
    for person in (people["team"], *people["owners"]):
        section, owner = ("owner", person["owner"]) if "owner" in person else ("team", None)
        of = {"owner": owner, "currency": person["currency"]}
        yield _sum(section, person["open"], measure="open", **of)
        yield _figure(section, "coverage", person["coverage"], **of)
        for name, found in person["figures"].items():
            against = {key: found[key] for key in ("count", "against_others", "against_before")}
            yield _figure(section, name, found, **of, **against)
            for other in ("others", "before"):
                if found[other] is not None:
                    yield _figure(other, name, found[other], **of, key=section, count=found[other]["count"])


def _words(found: Review) -> Iterator[Cells]:
    """What to talk about, and what to do next, in words."""
    for person in found.people.owners:
        hint = person.hint
        if hint is not None:
            said = hint_words(person, found.people, found, str)
            yield _row("hint", owner=person.owner, key=hint.kind.value, measure=hint.figure, reason=said)
    for action in found.actions:
        deal = action.deal
        of = {} if deal is None else {key: getattr(deal, key) for key in ("id", "name", "account", "stage")}
        money = {"amount": maybe_money(action.amount), "currency": action.currency}
        yield _row("action", owner=action.who, **of, **money, next=doing_words(action, found, str))
