"""Boards of opportunities made by hand, over the ordinary five stages."""

from typing import Any

from pipectl.domain.board import Board
from pipectl.domain.opportunity import Opportunity
from pipectl.report.board import build_board, stages_asked
from pipectl.report.listing import build_listing
from pipectl.report.whole import build_report
from tests.builders import STAGES, a_pipeline, a_question, a_spec, an_open, lost, won
from tests.changing import replace
from tests.render.samples import NASTY
from tests.report.meetings import QUIET, placed

DEALS = (
    an_open(42000, name="Globex – platform", owner="Ann", stage="Negotiation", expected_close="2026-01-20"),
    an_open(48000, name="Initech – seats", owner="Bo", stage="Proposal", created="2025-10-29", next_step="Demo"),
    an_open(38000, name="Umbrella – renewal", owner="Ann", stage="Proposal", expected_close="2026-01-31"),
    an_open(45000, name="Hooli – pilot", owner="Cy", stage="Qualified", expected_close="2027-02-10", **QUIET),
    an_open(None, name="Stark – add-on", owner="Bo", stage="Proposal", **QUIET),
    *(an_open(1000 * n, name=f"Vandelay {n}", owner="Dana", stage="Prospecting", **QUIET) for n in range(1, 9)),
    won(90000, name="Won one"),
    lost(80000, name="Lost one"),
)


def a_board(*deals: Opportunity, limit: int | None = None, quota: int | None = 500000, **given: Any) -> Board:
    """The board of these; further arguments are those of `a_question` and of `a_spec`."""
    spec = a_spec(quota, **{key: given.pop(key) for key in ("currency", "stages") if key in given})
    pipeline, question = a_pipeline(*placed(*deals)), a_question(**given)
    report = build_report(pipeline, spec, question, kept=None)
    return build_board(report, build_listing(pipeline, spec, question), limit=limit, stages=stages_asked(question))


BOARD = a_board(*DEALS)
NOTHING = a_board(won(90000), stages=STAGES[5:])
MIXED = a_board(
    an_open(100, name="Here", currency="USD"), an_open(100, name="There", currency="EUR"), currency=None, quota=None
)
HOSTILE = replace(
    a_board(
        *(
            an_open(10000 - n, name=text, owner=NASTY[-n], account=text, stage="Commit" if n % 2 else "Proposal")
            for n, text in enumerate(NASTY)
        )
    ),
    pipeline=NASTY[3],
    filters=(NASTY[4],),
)
HOSTILE = replace(HOSTILE, columns=tuple(replace(each, stage=NASTY[n]) for n, each in enumerate(HOSTILE.columns, 4)))
EVERY = (BOARD, NOTHING, MIXED, HOSTILE)
