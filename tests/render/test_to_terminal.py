import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from rich.cells import cell_len

from pipectl.domain.verdict import Verdict
from pipectl.render import to_terminal
from pipectl.render.canvas import Canvas
from tests.builders import a_quota, a_report, a_spec, an_open, lost, won
from tests.changing import replace
from tests.render import (
    activity_samples,
    boards,
    checks,
    diagnoses,
    lead_samples,
    pasts,
    playbooks,
    reviews,
    scorecards,
    validations,
)
from tests.render.samples import (
    BARE,
    CHECKS,
    GROUPED,
    LISTING,
    MEASURES,
    NASTY,
    REPORT,
    STAGES,
    with_names,
)

WIDTHS = (40, 60, 79, 80, 99, 100, 120, 140, 250)
HOSTILE = with_names(GROUPED, NASTY)
HOSTILE_LISTING = replace(
    LISTING,
    pipeline=NASTY[3],
    filters=(NASTY[4],),
    bands=tuple(
        replace(
            band,
            stage=NASTY[i],
            rows=tuple(
                replace(row, name=NASTY[-1 - i - j], owner=NASTY[j], account=NASTY[j], next_step=NASTY[5])
                for j, row in enumerate(band.rows)
            ),
        )
        for i, band in enumerate(LISTING.bands)
    ),
)
SUMMARY = replace(validations.HOSTILE, found=())
WIN_RATE = next(each for each in MEASURES if each.key == "win_rate")
CYCLE = next(each for each in MEASURES if each.key == "sales_cycle")
SCREENS: dict[str, Callable[[Canvas], str]] = {
    "report": lambda canvas: to_terminal.render("report", GROUPED, canvas),
    "bare report": lambda canvas: to_terminal.render("report", BARE, canvas),
    "hostile report": lambda canvas: to_terminal.render("report", HOSTILE, canvas),
    "listing": lambda canvas: to_terminal.render("listing", LISTING, canvas),
    "hostile listing": lambda canvas: to_terminal.render("listing", HOSTILE_LISTING, canvas),
    "board": lambda canvas: to_terminal.render("board", boards.BOARD, canvas),
    "board of nothing": lambda canvas: to_terminal.render("board", boards.NOTHING, canvas),
    "hostile board": lambda canvas: to_terminal.render("board", boards.HOSTILE, canvas),
    "check": lambda canvas: to_terminal.render("check", CHECKS, canvas),
    "rich check": lambda canvas: to_terminal.render("check", replace(checks.RICH, explained=True), canvas),
    "hostile check": lambda canvas: to_terminal.render("check", checks.HOSTILE, canvas),
    "hostile findings": lambda canvas: to_terminal.render("validation", validations.HOSTILE, canvas),
    "clean validation": lambda canvas: to_terminal.render("validation", validations.CLEAN, canvas),
    "validation without findings": lambda canvas: to_terminal.render("validation", SUMMARY, canvas),
    "diagnosis": lambda canvas: to_terminal.render("diagnosis", diagnoses.without_places(diagnoses.DIAGNOSIS), canvas),
    "diagnosis of nothing": lambda canvas: to_terminal.render(
        "diagnosis", diagnoses.without_places(diagnoses.NOTHING), canvas
    ),
    "hostile diagnosis": lambda canvas: to_terminal.render(
        "diagnosis", diagnoses.without_places(diagnoses.HOSTILE), canvas
    ),
    "changes": lambda canvas: to_terminal.render("changes", pasts.CHANGES_GROUPED, canvas),
    "no changes": lambda canvas: to_terminal.render("changes", pasts.UNCHANGED, canvas),
    "hostile changes": lambda canvas: to_terminal.render("changes", pasts.CHANGES_HOSTILE, canvas),
    "funnel": lambda canvas: to_terminal.render("funnel", pasts.FUNNEL_GROUPED, canvas),
    "empty funnel": lambda canvas: to_terminal.render("funnel", pasts.FUNNEL_EMPTY, canvas),
    "hostile funnel": lambda canvas: to_terminal.render("funnel", pasts.FUNNEL_HOSTILE, canvas),
    "qualifying": lambda canvas: to_terminal.render("qualify", scorecards.QUALIFYING, canvas),
    "hostile qualifying": lambda canvas: to_terminal.render("qualify", scorecards.HOSTILE, canvas),
    "hostile scorecard": lambda canvas: to_terminal.render("qualify", scorecards.HOSTILE_ONE, canvas),
    "nothing to qualify": lambda canvas: to_terminal.render("qualify", scorecards.EMPTY, canvas),
    "playbook": lambda canvas: to_terminal.render("playbook", playbooks.OVERVIEW, canvas),
    "hostile playbook": lambda canvas: to_terminal.render("playbook", playbooks.HOSTILE, canvas),
    "playbook of a stage": lambda canvas: to_terminal.render("playbook", playbooks.SHEET, canvas),
    "hostile playbook of a stage": lambda canvas: to_terminal.render("playbook", playbooks.HOSTILE_SHEET, canvas),
    "empty playbook": lambda canvas: to_terminal.render("playbook", playbooks.EMPTY, canvas),
    "playbook of a deal": lambda canvas: to_terminal.render("playbook", playbooks.DEAL, canvas),
    "hostile playbooks of deals": lambda canvas: "\n".join(
        to_terminal.render("playbook", each, canvas) for each in playbooks.HOSTILE_DEALS
    ),
    "leads": lambda canvas: to_terminal.render("leads", lead_samples.LEADS, canvas),
    "bare leads": lambda canvas: to_terminal.render("leads", lead_samples.BARE, canvas),
    "no leads": lambda canvas: to_terminal.render("leads", lead_samples.NOTHING, canvas),
    "hostile leads": lambda canvas: to_terminal.render("leads", lead_samples.HOSTILE, canvas),
    "activity": lambda canvas: to_terminal.render("activity", activity_samples.ACTIVITY, canvas),
    "bare activity": lambda canvas: to_terminal.render("activity", activity_samples.BARE, canvas),
    "no activity": lambda canvas: to_terminal.render("activity", activity_samples.NOTHING, canvas),
    "hostile activity": lambda canvas: to_terminal.render("activity", activity_samples.HOSTILE, canvas),
    "remembered": lambda canvas: to_terminal.render("remembered", pasts.VERIFIED, canvas),
    "damaged": lambda canvas: to_terminal.render("remembered", pasts.DAMAGED, canvas),
    "nothing remembered": lambda canvas: to_terminal.render("remembered", pasts.NOTHING_KEPT, canvas),
    "hostile remembered": lambda canvas: to_terminal.render("remembered", pasts.REMEMBERED_HOSTILE, canvas),
    "explain": lambda canvas: to_terminal.render("explain", WIN_RATE, (WIN_RATE,), "USD", canvas),
    "explain details": lambda canvas: to_terminal.render("explain", CYCLE, (CYCLE,), "USD", canvas),
    "catalog": lambda canvas: to_terminal.render("explain", None, MEASURES, None, canvas),
    **{name: partial(to_terminal.render, "review", found) for name, found in reviews.SHOWN.items()},
}
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
#: Stands behind a name from the right, so that the next column of a board stays in place; in foreign text it is shown.
OURS = "\n\u200e"


def hides(text: str) -> list[str]:
    return [c for c in text if c not in OURS and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("screen", sorted(SCREENS.keys() - {"hostile findings"}))
def test_no_line_but_a_finding_is_wider_than_the_canvas(screen, width):
    lines = SCREENS[screen](Canvas(width)).split("\n")
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_foreign_reaches_the_terminal_as_a_command(screen):
    assert hides(SCREENS[screen](Canvas(100))) == []
    assert hides(ESCAPE.sub("", SCREENS[screen](Canvas(100, colour=True)))) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_shown_in_a_build_s_log_starts_no_workflow_command(screen):
    for ascii_only in (True, False):
        text = SCREENS[screen](Canvas(140, ascii_only=ascii_only))
        assert not re.search(r"::|##\w*\[", text)


@pytest.mark.parametrize("screen", SCREENS)
def test_colour_changes_no_character(screen):
    assert ESCAPE.sub("", SCREENS[screen](Canvas(100, colour=True))) == SCREENS[screen](Canvas(100))


@pytest.mark.parametrize("width", [40, 100, 140])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_ends_in_space(screen, width):
    assert not re.search(r" (\x1b\[[0-9;]*m)*$", SCREENS[screen](Canvas(width)), re.MULTILINE)
    assert not re.search(r" (\x1b\[[0-9;]*m)*$", SCREENS[screen](Canvas(width, colour=True)), re.MULTILINE)


ENVIRONMENT = {
    "COLUMNS": "33",
    "LINES": "3",
    "TERM": "dumb",
    "COLORTERM": "truecolor",
    "NO_COLOR": "1",
    "FORCE_COLOR": "1",
    "TTY_COMPATIBLE": "1",
    "TTY_INTERACTIVE": "1",
    "JUPYTER_COLUMNS": "33",
    "JUPYTER_LINES": "3",
    "DATABRICKS_RUNTIME_VERSION": "15",
}


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_environment_changes_nothing(screen, colour, monkeypatch):
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    alone = SCREENS[screen](Canvas(100, colour))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
        assert SCREENS[screen](Canvas(100, colour)) == alone
    assert bool(ESCAPE.search(alone)) == colour


@pytest.mark.parametrize("text", ["[red]deal[/red]", "[bold", "[/]", ":smile:", "[link=https://a.example]b[/link]"])
def test_markup_in_a_name_is_shown_as_it_stands(text):
    named = replace(REPORT, attention=(replace(REPORT.attention[0], name=text, owner=text), *REPORT.attention[1:]))
    for colour in (False, True):
        shown = to_terminal.render("report", named, Canvas(140, colour))
        assert text[:14] in shown
        assert "\x1b]8" not in shown
    assert text in to_terminal.render("listing", replace(LISTING, pipeline=text), Canvas(100))


@pytest.mark.parametrize("screen", SCREENS)
def test_only_colours_that_read_on_any_background_are_used(screen):
    used = set()
    for dark in (True, False):
        used |= set(re.findall(r"\x1b\[([0-9;]*)m", SCREENS[screen](Canvas(100, colour=True, dark=dark))))
    assert used <= {"0", "1", "2", "31", "32", "34", "36"}


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("screen", sorted(SCREENS.keys() - {"hostile findings"}))
def test_an_ascii_canvas_gets_ascii_alone_and_keeps_its_width(screen, width):
    text = SCREENS[screen](Canvas(width, ascii_only=True))
    assert text.isascii()
    assert max(map(len, text.split("\n"))) <= width


INDIC = "नमस्ते हिन्दी की परियोजना"


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_spacing_marks_that_terminals_draw_one_column_wide_make_no_line_too_wide(width):
    named = replace(REPORT, attention=tuple(replace(each, name=INDIC, owner=INDIC) for each in REPORT.attention))
    text = to_terminal.render("report", named, Canvas(width))
    assert "\ufdd0" not in text
    lines = text.split("\n")
    drawn = [cell_len(line) + sum(unicodedata.category(c) == "Mc" for c in line) for line in lines]
    assert max(drawn) <= width


def test_a_name_may_hold_the_sign_that_holds_room():
    odd = replace(REPORT, attention=(replace(REPORT.attention[0], name="a\ufdd0b"),))
    assert "a\\ufdd0b" in to_terminal.render("report", odd, Canvas(100))


def test_what_an_ascii_canvas_has_no_room_for_is_cut_with_a_sign():
    long = replace(REPORT, attention=tuple(replace(each, name="Orchard Bank" * 5) for each in REPORT.attention))
    assert re.search(r"Orchard Bank\w*~ ", to_terminal.render("report", long, Canvas(80, ascii_only=True)))


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_report_looks_as_agreed(snapshot, width):
    assert to_terminal.render("report", GROUPED, Canvas(width)) == snapshot


def test_the_bare_report_looks_as_agreed(snapshot):
    assert to_terminal.render("report", BARE, Canvas(100)) == snapshot


@pytest.mark.parametrize("width", [80, 140])
def test_the_list_looks_as_agreed(snapshot, width):
    assert to_terminal.render("listing", LISTING, Canvas(width)) == snapshot


def test_the_other_screens_look_as_agreed(snapshot):
    canvas = Canvas(100)
    assert to_terminal.render("check", CHECKS, canvas) == snapshot
    assert to_terminal.render("check", replace(checks.RICH, explained=True, warn_only=True), canvas) == snapshot
    assert to_terminal.render("check", checks.RICH, Canvas(60)) == snapshot
    assert to_terminal.render("validation", validations.KNOWN, canvas) == snapshot
    assert to_terminal.render("explain", WIN_RATE, (WIN_RATE,), "USD", canvas) == snapshot
    assert to_terminal.render("explain", CYCLE, (CYCLE,), "USD", canvas) == snapshot
    assert to_terminal.render("explain", None, MEASURES, None, canvas) == snapshot


@pytest.mark.parametrize("width", [80, 100, 120, 140])
def test_the_screens_of_the_past_look_as_agreed(snapshot, width):
    assert to_terminal.render("changes", pasts.CHANGES_GROUPED, Canvas(width)) == snapshot
    assert to_terminal.render("funnel", pasts.FUNNEL_GROUPED, Canvas(width)) == snapshot
    assert to_terminal.render("remembered", pasts.DAMAGED, Canvas(width)) == snapshot
    assert to_terminal.render("leads", lead_samples.LEADS, Canvas(width)) == snapshot
    assert to_terminal.render("activity", activity_samples.ACTIVITY, Canvas(width)) == snapshot


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_meeting_looks_as_agreed(snapshot, width):
    assert to_terminal.render("review", reviews.MEETING, Canvas(width)) == snapshot
    assert to_terminal.render("review", reviews.NOTHING, Canvas(width)) == snapshot


@pytest.mark.parametrize("width", [60, 100])
def test_the_diagnosis_looks_as_agreed(snapshot, width):
    assert to_terminal.render("diagnosis", diagnoses.DIAGNOSIS, Canvas(width)) == snapshot


def test_places_of_problems_and_the_line_for_a_bug_report_are_never_wrapped_or_cut():
    lines = to_terminal.render("diagnosis", diagnoses.DIAGNOSIS, Canvas(60)).splitlines()
    assert lines[-1] == diagnoses.DIAGNOSIS.line
    assert f"   {diagnoses.PROBLEMS[0].details[0].strip()}" in lines


def test_below_80_columns_there_are_no_bars_and_the_figures_stay():
    text = to_terminal.render("report", REPORT, Canvas(79))
    assert not set("█▓░") & set(text)
    for figure in ("$212k", "22 deals", "9 of 29", "83% of $500k", "2.1×", "Prospecting", "$259k", "44 of 47"):
        assert figure.replace("%", "%") in " ".join(text.split())


def test_at_80_columns_age_and_moves_on_are_dropped_first():
    narrow, wide = (to_terminal.render("report", REPORT, Canvas(width)) for width in (80, 100))
    assert "Moves on" in wide
    assert "Age" in wide
    assert "Moves on" not in narrow
    assert "Age" not in narrow
    assert "Decay" in narrow
    assert "█" in narrow


LONG_STAGES = tuple(replace(each, name=f"{each.name} and its papers") for each in STAGES)


@pytest.mark.parametrize("width", [80, 100, 120, 140])
def test_long_stage_names_leave_room_for_the_bars(width):
    lines = to_terminal.render("report", replace(REPORT, stages=LONG_STAGES), Canvas(width)).split("\n")
    longest = next(line for line in lines if line.startswith(" Prospecting"))
    assert longest.count("█") + longest.count("░") >= 16
    assert ("Moves on" in " ".join(lines)) == (width >= 100)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_first_reason_to_look_at_a_deal_is_never_cut(width):
    long = tuple(replace(each, name="Orchard Bank " * 5, stage="Solution Presentation") for each in REPORT.attention)
    text = to_terminal.render("report", replace(REPORT, attention=long), Canvas(width))
    for reason in ("close date 13 days past", "in stage 45 days; 21 allowed", "no activity for 40 days"):
        assert reason in text


def test_above_120_columns_the_next_step_of_a_deal_is_shown():
    assert "Next step" in to_terminal.render("report", REPORT, Canvas(120))
    assert "Next step" not in to_terminal.render("report", REPORT, Canvas(119))


def test_an_undefined_figure_is_a_dash_with_its_reason_below():
    text = " ".join(to_terminal.render("report", BARE, Canvas(100)).split())
    assert "Win rate" in text
    assert ": nothing was won or lost" in text
    assert "– Moves on: nothing was lost in a known stage" in text
    assert "– Age: no open opportunity has a create date" in text


def test_coverage_already_met_says_so_without_a_bar():
    met = replace(REPORT.measure("remaining_coverage"), value=None, met=True, undefined="the quota is already won")
    measures = tuple(met if each.key == met.key else each for each in REPORT.measures)
    line = next(
        line
        for line in to_terminal.render("report", replace(REPORT, measures=measures), Canvas(100)).split("\n")
        if line.startswith("Remaining coverage")
    )
    assert line == "Remaining coverage  the quota is already won"


def test_a_report_without_open_opportunities_says_that_nothing_is_open():
    empty = tuple(
        replace(each, open_count=0, open_amount=Decimal(0), weighted=Decimal(0), overdue=0, at_risk=0)
        for each in STAGES
    )
    text = to_terminal.render("report", replace(REPORT, stages=empty, attention=()), Canvas(100))
    assert "Nothing is open." in text
    assert "Look at these first" not in text


def test_findings_are_never_wrapped_or_cut():
    problem = "x" * 500
    first = validations.FOUND[0]
    long = replace(validations.VALIDATION, found=(replace(first, finding=replace(first.finding, problem=problem)),))
    assert problem in to_terminal.render("validation", long, Canvas(60))


def test_findings_kept_and_counted_are_both_said():
    text = to_terminal.render("validation", validations.VALIDATION, Canvas(100))
    assert "… and 2 more" in text
    assert "DATA012      3  Date that" in text
    assert text.endswith("\nfailed: 3 errors\n")


def test_a_validation_without_findings_says_what_was_read_and_that_it_passed():
    lines = to_terminal.render("validation", validations.CLEAN, Canvas(100)).splitlines()
    assert lines == [
        "Data quality 100%: 47 of 47 rows without an error or warning",
        "44 of 47 rows read, 3 set aside",
        "0 findings",
        "",
        "passed: no errors",
    ]


def test_a_validation_says_what_is_new_what_is_known_and_what_is_gone():
    text = to_terminal.render("validation", validations.KNOWN, Canvas(100))
    assert "5 findings, 4 of them while reading: 3 errors, 1 warning, 1 note; 4 known, 1 new; 3 of the baseline" in text
    assert text.count(" (known)\n") == 3
    assert "DATA101 · Pilot · Acme ×2" in text
    assert text.endswith("failed: 1 new error\n")


def test_only_the_worst_owners_are_shown_and_the_others_counted():
    text = to_terminal.render("validation", SUMMARY, Canvas(140))
    assert "… and 4 more owners" in text


def test_where_room_is_short_what_to_do_leaves_the_table_and_stays_with_the_findings():
    narrow, wide = (to_terminal.render("validation", validations.VALIDATION, Canvas(width)) for width in (60, 100))
    assert "What to do" in wide
    assert "What to do" not in narrow
    assert "Date that is not a day of the" in narrow


def test_a_check_that_only_warned_is_neither_red_nor_green():
    warned = replace(CHECKS, lines=tuple(each for each in CHECKS.lines if each.verdict is Verdict.WARNED))
    text = to_terminal.render("check", warned, Canvas(100, colour=True))
    assert "\x1b[32m" not in text
    assert "1 check: 1 warned" in text


def test_a_value_that_is_undefined_is_explained_in_words():
    cost = next(each for each in MEASURES if each.key == "cost_per_opportunity")
    text = to_terminal.render("explain", cost, (cost,), "USD", Canvas(100))
    assert "Here        – · no spend is given for Q1 2026" in text


def test_many_groups_are_cut_and_the_rest_is_counted():
    many = replace(GROUPED, groups=tuple(replace(GROUPED.groups[0], key=f"Owner {i}") for i in range(30)))
    text = to_terminal.render("report", many, Canvas(100))
    assert "Owner 24" in text
    assert "Owner 25" not in text
    assert "… and 5 more" in text


def test_a_table_without_any_owner_has_no_owner_column():
    nobody = replace(REPORT, attention=tuple(replace(each, owner=None) for each in REPORT.attention))
    assert "Owner" in to_terminal.render("report", REPORT, Canvas(100))
    assert "Owner" not in to_terminal.render("report", nobody, Canvas(100))


SAME_NAMES = tuple(
    replace(each, name="Pilot 1", account=account)
    for each, account in zip(REPORT.attention, ("Acme", "Hooli"), strict=False)
)


def test_deals_of_one_name_show_their_account():
    rows = tuple(
        replace(LISTING.bands[0].rows[0], name="Pilot 1", account=account) for account in ("Acme", "Hooli", None)
    )
    listed = to_terminal.render("listing", replace(LISTING, bands=(replace(LISTING.bands[0], rows=rows),)), Canvas(100))
    looked_at = to_terminal.render("report", replace(REPORT, attention=SAME_NAMES), Canvas(100))
    for text in (listed, looked_at):
        assert "Pilot 1 · Acme " in text
        assert "Pilot 1 · Hooli " in text
    assert " · " not in next(line for line in listed.split("\n") if line.startswith(" Pilot 1  "))


def test_in_ascii_a_name_keeps_the_signs_that_have_another_spelling():
    text = to_terminal.render("report", replace(REPORT, attention=SAME_NAMES), Canvas(100, ascii_only=True))
    assert "Pilot 1 - Acme " in text


def test_the_head_of_a_list_breaks_between_its_parts():
    lines = to_terminal.render("listing", LISTING, Canvas(80)).split("\n")
    assert lines[:2] == [
        "Opportunity tracking · 6 open $197k · 1 won $30k · 5 of 7 deals shown",
        "as of Mon 2 Feb 2026",
    ]


def test_a_multiple_beside_its_target_never_reads_as_the_target():
    near = {"remaining_coverage": "2.996", "required_coverage": "2.997"}
    measures = tuple(replace(each, value=Decimal(near.get(each.key) or each.value or 0)) for each in MEASURES)
    text = to_terminal.render("report", replace(REPORT, measures=measures), Canvas(140))
    assert "2.996× of the $288k left; target 3.0×, own win rate asks 2.997×" in text


def test_the_bar_names_the_coverage_it_shows():
    lines = to_terminal.render("report", REPORT, Canvas(100)).split("\n")
    assert next(line for line in lines if "2.1×" in line).startswith("Remaining coverage  █")
    assert not any(line.startswith("Coverage") for line in lines)


def test_a_count_of_further_reasons_is_explained_over_it():
    def title(report):
        return next(
            line for line in to_terminal.render("report", report, Canvas(100)).split("\n") if line.startswith(" Deal  ")
        )

    more = replace(REPORT.attention[0], signs=REPORT.attention[0].signs + REPORT.attention[3].signs * 4)
    few = tuple(replace(each, signs=each.signs[:1]) for each in REPORT.attention)
    assert title(replace(REPORT, attention=(more,))).endswith("Why (+ more reasons)")
    assert title(replace(REPORT, attention=few)).endswith("Why")


def test_the_stage_table_says_what_is_overdue_and_a_zero_is_no_dash():
    lines = to_terminal.render("report", REPORT, Canvas(100)).split("\n")
    assert "Overdue  Decay" in next(line for line in lines if line.startswith(" Stage"))
    assert re.search(r" 1 +3$", next(line for line in lines if line.startswith(" Proposal")))
    assert re.search(r" 0 +0$", next(line for line in lines if line.startswith(" Commit")))
    assert re.search(r" 4 +7$", next(line for line in lines if line.startswith(" Open")))


@pytest.mark.parametrize("width", [40, 60])
def test_what_does_not_fit_in_the_first_line_goes_on_below(width):
    text = to_terminal.render("report", REPORT, Canvas(width))
    assert "57 days left" in text
    assert "overdue or stalled" in text
    assert "57 days left" in to_terminal.render("report", REPORT, Canvas(100)).split("\n")[0]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_check_on_a_narrow_screen_keeps_its_bound_and_what_is_missing(width):
    text = to_terminal.render("check", CHECKS, Canvas(width))
    assert ("at least 3.0×" if width == 80 else "≥ 3.0×") in text
    assert "0.004× short, $2k" in text
    assert "2 passed" in text


@pytest.mark.parametrize("width", [40, 60])
def test_a_subtotal_says_as_much_as_fits_and_is_not_cut(width):
    bands = [line for line in to_terminal.render("listing", LISTING, Canvas(width)).split("\n") if " · $155k" in line]
    assert bands
    assert not any("…" in line for line in bands)


def test_a_dash_in_a_table_of_groups_has_its_reason_below():
    nothing_won = replace(
        REPORT.measure("win_rate"),
        value=None,
        numerator=None,
        denominator=None,
        interval=None,
        undefined="none was won",
    )
    measures = tuple(nothing_won if each.key == "win_rate" else each for each in MEASURES)
    mixed = replace(GROUPED, groups=(GROUPED.groups[0], replace(GROUPED.groups[1], measures=measures)))
    assert "\n– Win rate: none was won\n" in to_terminal.render("report", mixed, Canvas(100))


def test_a_group_keeps_a_readable_name_and_a_header_its_capitals():
    long = replace(
        GROUPED, groups=tuple(replace(each, by="SDR Team", key="Enterprise North") for each in GROUPED.groups)
    )
    text = to_terminal.render("report", long, Canvas(80))
    assert " SDR Team  " in text
    assert "Enterprise North" in text


def test_words_are_not_coloured_but_for_what_needs_a_person():
    text = to_terminal.render("report", replace(REPORT, filters=("owner Ann",)), Canvas(100, colour=True))
    for words in re.findall(r"\x1b\[(?:32|36)m([^\x1b]*)", text):
        assert not set(words) - set("█▓░")


def test_quota_is_spoken_of_alone_where_nothing_can_be_weighted():
    measures = tuple(
        replace(each, value=None, undefined="nothing gives a probability") if each.key == "weighted_coverage" else each
        for each in REPORT.measures
    )
    text = to_terminal.render("report", replace(REPORT, measures=measures), Canvas(100))
    assert "$212k won → 42% of $500k" in text


def test_groups_that_have_a_quota_show_what_is_won_of_it_and_what_covers_the_rest():
    spec = a_spec(quotas=(a_quota(400, owner="Ann"),))
    found = a_report(won(100, owner="Ann"), an_open(600, owner="Ann"), an_open(9, owner="Bo"), spec=spec, by=("owner",))
    lines = to_terminal.render("report", found, Canvas(100)).splitlines()
    title = next(line for line in lines if line.startswith(" Owner"))
    ann, bo = (next(line for line in lines if line.startswith(f" {name} ")) for name in ("Ann", "Bo"))
    assert "Of quota   Remaining coverage" in title
    assert "25% of $400" in ann
    assert "2.0×" in ann
    assert "–" in bo
    assert "Of quota" not in to_terminal.render("report", GROUPED._replace(groups=()), Canvas(100))


def test_a_verdict_says_how_many_a_filter_left():
    assert "44 of 47 rows read, 3 set aside, 12 selected" in to_terminal.render(
        "check", replace(CHECKS, selected=12), Canvas(100)
    )


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_bars_give_way_before_a_stage_s_name_is_cut(width):
    stages = tuple(replace(each, name=f"{each.name} in a long row"[:21]) for each in STAGES)
    text = to_terminal.render("report", replace(REPORT, stages=stages), Canvas(width))
    assert all(f" {each.name}  " in text for each in stages if each.moves_on)


def test_what_is_undefined_of_one_stage_is_a_dash_in_its_row():
    nothing = replace(REPORT.stages[0], weighted=None, overdue=None, stalled=None, at_risk=None)
    lines = to_terminal.render("report", replace(REPORT, stages=(nothing, *REPORT.stages[1:])), Canvas(100)).split("\n")
    assert next(line for line in lines if line.startswith(" Prospecting")).count("–") == 3


def test_a_bar_is_not_of_what_is_weighted_where_nothing_is():
    undefined = replace(REPORT.measure("weighted_pipeline"), value=None, undefined="nothing gives a probability")
    measures = tuple(undefined if each.key == undefined.key else each for each in REPORT.measures)
    stages = tuple(replace(each, weighted=None) for each in REPORT.stages)
    text = to_terminal.render("report", replace(REPORT, measures=measures, stages=stages), Canvas(100))
    head = next(line for line in text.split("\n") if line.startswith(" Stage"))
    assert "░ open" in head
    assert "eighted" not in head


def test_what_is_decided_is_counted_by_outcome_and_not_by_the_kind_of_its_stage():
    deals = [an_open(100, stage="Won"), lost(70), lost(50, stage="Proposal"), won(30, stage="Commit"), an_open(9)]
    text = to_terminal.render("report", a_report(*deals), Canvas(100))
    [line] = [line for line in text.split("\n") if line.startswith(" Decided")]
    assert line == " Decided  Lost 1 · $70   in open stages 2 · $80"
    codes = ("EUR", "EUR", "EUR", "USD", "EUR")
    several = [replace(each, currency=code) for each, code in zip(deals, codes, strict=True)]
    text = to_terminal.render("report", a_report(*several, spec=a_spec(currency=None)), Canvas(100))
    [line] = [line for line in text.split("\n") if line.startswith(" Decided")]
    assert line == " Decided  Lost 1 · €70   in open stages 2 · –"


def test_names_that_begin_alike_keep_what_tells_them_apart():
    names = [f"Opportunity of 2026 number {place:03}" for place in range(len(REPORT.attention))]
    found = replace(REPORT, attention=tuple(map(named, REPORT.attention, names)))
    text = to_terminal.render("report", found, Canvas(80))
    assert [f"{place:03} " in text for place in range(3)] == [True] * 3
    ids = [f"OPP-2024-{place:03}" for place in range(len(REPORT.attention))]
    found = replace(REPORT, attention=tuple(map(named, REPORT.attention, ids)))
    assert all(one in to_terminal.render("report", found, Canvas(80)) for one in ids[:3])


@pytest.mark.parametrize("width", [60, 80, 95, 100, 140])
@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("Acme Corporation {} Region annual renewal", ("North", "South", "West")),
        ("Acme Corporation annual renewal of the {}", ("North", "South", "West")),
        ("Northern Acme Corporation {}", ("", "2", "3 of 3")),
        ("Northern-Acme-Corporation-annual-renewal-{}-of-the-region", ("1", "2", "3")),
    ],
)
def test_names_that_differ_in_their_middle_or_end_are_cut_around_it(width, form, parts):
    names = [form.format(part).strip() for part in parts]
    found = replace(REPORT, attention=tuple(map(named, REPORT.attention[:3], names)))
    text = to_terminal.render("report", found, Canvas(width)).split("Look at these first")[1]
    rows = [line for line in text.split("\n") if line.startswith(f" {names[0][:4]}")]
    assert [part in row[:36] for part, row in zip(parts, rows, strict=True)] == [True] * 3
    assert len({row.split("  ")[0] for row in rows}) == 3


def test_a_difference_longer_than_its_column_is_cut_in_its_middle():
    names = [f"The renewal of {'x' * place}{'abcdefgh' * 6}" for place in range(3)]
    found = replace(REPORT, attention=tuple(map(named, REPORT.attention[:3], names)))
    for width in (40, 60, 100):
        lines = to_terminal.render("report", found, Canvas(width)).split("\n")
        assert max(map(len, lines)) <= width


def named(each, name):
    return replace(each, name=name, owner="Wilhelmina Longname", stage="Negotiation and review")


def test_names_of_checks_have_room_before_anything_is_spelled_in_words():
    long = [replace(line, title="Coverage", by="owner", key=f"Jessica {name}") for line, name in zip(
        [CHECKS.lines[0]] * 2, ("Park", "Rodriguez"), strict=True)]  # fmt: skip
    bound = replace(CHECKS.lines[0], max_drop="10%", min=None)
    text = to_terminal.render("check", replace(CHECKS, lines=(*long, bound)), Canvas(80))
    assert "Coverage · Jessica Park" in text
    assert "Coverage · Jessica Rodriguez" in text
