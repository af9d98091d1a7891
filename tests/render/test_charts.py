import json
import re
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from pipectl.domain.risk import Reason
from pipectl.render.charts import drawing, themes
from pipectl.render.charts.catalog import CHARTS, anchor, charts_of
from pipectl.render.charts.parts import Picture, cut, steps
from tests.changing import replace
from tests.render import checks, forecasts, pasts, reviews
from tests.render.pictures import shape_of, words_of
from tests.render.samples import AS_OF, BARE, GROUPED, NASTY, REPORT, a_sign, a_stage, an_attention, with_names

VL = pytest.importorskip("vl_convert", reason="the extra charts is not installed")
CALLED = {chart.name: chart for chart in CHARTS}
NAMES = [chart.name for chart in CHARTS]
EVIL = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "javascript:alert(1)",
    "</text></svg><svg onload=alert(1)>",
    "datum.x + signal('y')",
    "url(#x)",
    "https://evil.example/#o7",
    "\x00\ufffe\u202eabc",
    *NASTY,
)


def opened(report, number, name="Deal {}", stages=None):
    """A report with so many open deals, of every risk."""
    stages = stages or report.stages[:4]
    signs = ((a_sign(Reason.OVERDUE, 5),), (a_sign(Reason.NO_NEXT_STEP),), None)
    found = []
    for at in range(number):
        close = AS_OF + timedelta(days=(at * 37) % 500 - 90)
        deal = an_attention(
            name.format(at),
            "Ann",
            stages[at % len(stages)].name,
            at * 7919 % 90000 + 500,
            close,
            *(signs[at % 3] or signs[0]),
        )
        found.append(deal if signs[at % 3] else replace(deal, signs=()))
    return replace(report, open=tuple(found), stages=(*stages, *report.stages[5:]))


FULL = opened(GROUPED, 12)
RESULTS = {
    "quota": {"report": FULL, "review": reviews.MEETING, "check": checks.RICH},
    "stages": {"report": FULL},
    "funnel": {"funnel": pasts.FUNNEL, "report": FULL},
    "timeline": {"report": FULL},
    "waterfall": {"changes": pasts.CHANGES, "review": reviews.MEETING},
    "forecast": {"forecast": forecasts.FULL},
    "owners": {"report": FULL, "review": reviews.MEETING, "check": checks.RICH},
    "win_rate": {"report": FULL, "review": reviews.MEETING},
}
CASES = [(name, verb) for name, found in RESULTS.items() for verb in found]


def pictured(name, result):
    found = drawing.pictured(CALLED[name], result)
    assert isinstance(found, Picture), found
    return found


def drawn(name, result, theme=themes.LIGHT, width=drawing.WIDTH):
    found = drawing.draw(CALLED[name], result, theme, width)
    assert found is not None, drawing.lacking(CALLED[name], result)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_spec_holds_no_expression_address_or_text_from_elsewhere(name):
    text = json.dumps(drawing.spec(name))
    assert not re.search(r'"(expr|signal|url|calculate|format|labelExpr|image)"', text)
    assert re.findall(r'"filter": (.)', text) == ["{"] * text.count('"filter"')
    assert text.count("http") == 1
    assert set(RESULTS[name]) == set(CALLED[name].results)


@pytest.mark.parametrize("name", [*NAMES, "heading"])
def test_every_mark_of_a_spec_takes_named_rows(name):
    assert all(set(layer["data"]) == {"name"} for layer in drawing.spec(name)["layer"])


@pytest.mark.parametrize(("name", "verb"), CASES)
def test_a_chart_is_drawn_alike_each_time_in_light_dark_and_for_a_page(name, verb):
    for theme in (themes.LIGHT, themes.DARK, themes.PAGE):
        first = drawn(name, RESULTS[name][verb], theme)
        assert drawn(name, RESULTS[name][verb], theme) == first
        paints = {
            value
            for each in ET.fromstring(first.svg).iter()
            for key, value in each.items()
            if key in ("fill", "stroke")
        }
        assert paints <= {*theme.roles.values(), "none"}
        assert "style" not in first.svg
    png = drawing.png(first.svg.replace("var(--c-", "#000") if theme.is_page else first.svg)
    assert png.startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "verb"), CASES)
def test_rows_words_and_table_of_a_chart(name, verb, snapshot):
    made = pictured(name, RESULTS[name][verb])
    assert made._asdict() == snapshot
    assert len({len(row) for row in made.table}) == 1


@pytest.mark.parametrize(("name", "verb"), CASES)
@pytest.mark.parametrize("width", [360, 800])
def test_no_words_are_cut_off_by_the_edge_or_stand_over_others(name, verb, width):
    found = drawn(name, RESULTS[name][verb], themes.PAGE if width == 360 else themes.LIGHT, width)
    words = words_of(found.svg)
    assert len(words) > 2
    assert [each for each in words if each.left < -1 or each.right > width + 1] == []
    # On a phone the words of a legend may be too many for one line; the picture's own must never meet.
    assert [(one, two) for one, two in combinations(words, 2) if one.meets(two)] == []


HOSTILE = {
    "quota": opened(with_names(GROUPED, EVIL), 9),
    "stages": opened(with_names(GROUPED, EVIL), 9),
    "timeline": None,
    "waterfall": pasts.CHANGES_HOSTILE,
    "funnel": pasts.FUNNEL_HOSTILE,
    "forecast": forecasts.HOSTILE,
    "owners": replace(
        FULL, pipeline=EVIL[0], groups=tuple(g._replace(by="owner", key=n) for n in EVIL for g in GROUPED.groups[:1])
    ),
}


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
@pytest.mark.parametrize("theme", [themes.LIGHT, themes.PAGE], ids=lambda theme: theme.name)
def test_names_never_become_markup_a_link_an_expression_or_another_mark(evil, theme):
    plain = replace(FULL, pipeline="name", open=tuple(replace(each, name="name") for each in FULL.open))
    hostile = replace(FULL, pipeline=evil, open=tuple(replace(each, name=evil, owner=evil) for each in FULL.open))
    for name in ("timeline", "quota"):
        svg = drawn(name, hostile, theme).svg
        kept = {tag.rpartition("}")[2] for tag in shape_of(svg)}
        assert kept <= {"svg", "title", "desc", "rect", "g", "path", "line", "text", "a"}
        without = [tag for tag in shape_of(svg) if not tag.endswith("}text")]
        assert without == [tag for tag in shape_of(drawn(name, plain, theme).svg) if not tag.endswith("}text")]
        _is_clean(svg, theme)


@pytest.mark.parametrize("name", [name for name, found in HOSTILE.items() if found is not None])
def test_hostile_results_are_drawn_with_nothing_but_shapes_and_words(name):
    for theme in (themes.LIGHT, themes.PAGE):
        _is_clean(drawn(name, HOSTILE[name], theme).svg, theme)


def _is_clean(svg, theme):
    for element in ET.fromstring(svg).iter():
        for key, value in element.items():
            assert not key.startswith("on")
            assert key != "style"
            if key.endswith("href"):
                assert theme.is_page
                assert re.fullmatch(r"#o\d+", value)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\ufffe]", svg)


def test_a_mark_of_a_page_leads_to_its_deal_and_says_its_name_amount_day_and_why():
    svg = drawn("timeline", FULL, themes.PAGE).svg
    links = re.findall(r'<a href="#(o\d+)"><path [^>]*aria-label="([^"]*)"', svg)
    assert {link for link, _ in links} == {anchor(number) for number in range(1, 13)}
    told = dict(links)["o1"]
    assert told == "Deal 0, $500, closes Nov 4 2025, in Prospecting, close date 5 days past"


@pytest.mark.parametrize(
    ("name", "result", "why"),
    [
        ("quota", BARE, "add quotas to pipeline.yaml"),
        ("stages", replace(REPORT, stages=REPORT.stages[5:]), "no opportunity is open"),
        ("funnel", pasts.FUNNEL_EMPTY, "pipectl snapshot"),
        ("timeline", REPORT, "no opportunity is open"),
        ("timeline", opened_without_dates, "columns: expected_close")
        if (opened_without_dates := replace(FULL, open=tuple(replace(each, expected_close=None) for each in FULL.open)))
        else (),
        ("waterfall", reviews.WITHOUT_PAST, "history"),
        ("forecast", forecasts.NOTHING, "no method has enough"),
        ("owners", REPORT, "--by owner"),
        ("win_rate", REPORT, "--by owner"),
    ],
)
def test_what_a_chart_lacks_is_said_with_what_would_bring_it(name, result, why):
    chart = CALLED[name]
    assert drawing.draw(chart, result, themes.LIGHT) is None
    assert why in (drawing.lacking(chart, result) or "")


@pytest.mark.parametrize("number", [1, 30])
def test_one_stage_and_thirty_have_room(number):
    stages = tuple(a_stage(f"Stage {at}", 3, 1000 + at * 7000, 500, 20, (5, 9), 1) for at in range(number))
    for name in ("stages", "timeline", "funnel"):
        words = words_of(drawn(name, opened(REPORT, 60, stages=stages)).svg)
        assert {f"Stage {at}" for at in range(number)} <= {each.words for each in words}
        assert [(one, two) for one, two in combinations(words, 2) if one.meets(two)] == []


def test_amounts_below_nothing_are_drawn_to_the_left_and_told():
    stages = (a_stage("Alpha", 3, 9000, 500, 20, (5, 9), 1), a_stage("Beta", 3, -4000, -500, 20, (5, 9), 1))
    made = pictured("stages", replace(REPORT, stages=stages))
    assert {(bar["from"], bar["to"]) for bar in made.data["bars"]} >= {(0.0, -4000.0)}
    assert "-$4k" in made.alt
    assert "-$5k" in [tick["words"] for tick in made.data["ticks"]]
    drawn("stages", replace(REPORT, stages=stages))


def test_figures_are_left_out_whole_where_a_picture_is_narrow_and_never_cut():
    words = [each.words for each in words_of(drawn("owners", GROUPED, themes.PAGE, 360).svg)]
    assert [each for each in words if "$" in each and each.endswith("…")] == []
    assert "$212k won of $500k" in words


def test_of_many_deals_the_largest_are_drawn_and_the_others_are_told():
    made = pictured("timeline", opened(REPORT, 5000))
    assert len(made.data["deals"]) == 400
    assert "the 400 largest of 5,000" in made.subtitle
    assert "the 400 largest of 5,000" in made.alt


def test_deals_without_a_close_date_and_those_far_away_are_told():
    far = replace(FULL.open[0], expected_close=AS_OF + timedelta(days=3000))
    made = pictured("timeline", replace(FULL, open=(far, replace(FULL.open[1], expected_close=None))))
    assert "1 without a close date" in made.subtitle
    assert "1 beyond the edge" in made.subtitle


def test_long_names_are_cut_and_leave_room_for_the_day():
    made = pictured("stages", replace(FULL, pipeline="long " * 50))
    assert made.subtitle.endswith("as of Mon 2 Feb 2026")
    assert cut("abcdef" * 50, 60).endswith("…")


@pytest.mark.parametrize("theme", [themes.LIGHT, themes.DARK], ids=lambda theme: theme.name)
def test_colours_are_told_from_the_paper_and_from_each_other(theme):
    roles = theme.roles
    assert all(_contrast(roles[role], theme.paper) >= 3 for role in ("won", "open", "risk", "quota"))
    assert all(_contrast(roles[role], theme.paper) >= 4.5 for role in ("ink", "quiet"))
    assert _contrast(theme.won, theme.open) >= 2


def _contrast(one, other):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 0), (-5, 3), (0, 10**30), (0, "0.0003"), (7, 8)])
def test_an_axis_has_a_few_round_numbers_around_its_ends(low, high):
    found = steps(Decimal(low), Decimal(high))
    assert found[0] <= Decimal(low)
    assert found[-1] >= Decimal(high)
    assert 2 <= len(found) <= 8


def test_every_chart_belongs_to_a_command_that_exists():
    from pipectl.cli.app import COMMANDS

    assert {verb for chart in CHARTS for verb in chart.results} <= set(COMMANDS)
    assert charts_of("report")[0].name == "quota"
    assert charts_of("doctor") == ()
