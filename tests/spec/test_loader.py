from decimal import Decimal

import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.domain.spec import Category, StageKind
from pipectl.spec.loader import load_spec
from pipectl.spec.problems import CODES

from .told import STAGES, findings, told, told_with_stages


def test_the_smallest_pipeline_is_a_version_and_an_open_stage():
    spec = load_spec("version: 1\nstages: [{name: Lead}]\n", "pipeline.yaml")
    assert [stage.name for stage in spec.stages] == ["Lead"]
    assert spec.target_coverage == 3
    assert spec.lookback == "365d"


def test_every_setting_is_read_exactly():
    spec = load_spec(
        """
version: 1
name: 2026
currency: EUR
fiscal_year_starts: 4
data: [a.csv, b.csv]
stages:
  - {name: Lead, probability: 0.1, aliases: [New, 01], max_days: 21, category: best_case, questions: [Why now?]}
  - {name: Won, kind: won, probability: 1}
qualified_from: Lead
lookback: 180
target_coverage: 3.5
quotas: [{period: 2026, amount: 500000.10, owner: Ann, team: North}]
spend: [{period: 2026-Q4, amount: 0, source: Web}]
columns: {name: Topic, amount: "Est. revenue", date_order: dmy, locale: de_DE, probability_scale: percent}
checks: [{metric: coverage, min: 3, max: 10, level: warn, reason: So it is}]
""",
        "pipeline.yaml",
    )
    lead = spec.stages[0]
    assert (spec.name, spec.currency, spec.fiscal_year_starts, spec.lookback) == ("2026", "EUR", 4, "180")
    assert (lead.probability, lead.aliases, lead.max_days, lead.category) == (
        Decimal("0.1"),
        ("New", "01"),
        21,
        Category.BEST_CASE,
    )
    assert spec.stages[1].kind is StageKind.WON
    assert (spec.quotas[0].period, spec.quotas[0].amount) == ("2026", Decimal("500000.10"))
    assert spec.columns.headers() == {"name": "Topic", "amount": "Est. revenue"}
    assert spec.checks[0].min == 3


def test_a_number_in_quotes_is_text_and_told_how_to_write():
    [said] = told_with_stages("quotas: [{period: 2026-Q4, amount: '5'}]")
    assert said.endswith("quotas[0].amount is '5', must be a number above 0; write 5")


def test_a_key_without_a_value_counts_as_left_out():
    spec = load_spec(f"version: 1\n{STAGES}quotas:\ncolumns:\ncurrency: ~\n", "pipeline.yaml")
    assert spec.quotas == ()
    assert spec.currency is None


def test_all_problems_are_told_at_once_in_file_order():
    text = """version: 1
stages:
  - {name: Lead}
  - name: Qualify
    kind: open
    probability: 55
    max_dayz: 21
currency: *usd
currency: usd
quotas: [{period: Q4 2026}]
"""
    assert told(text) == [
        "pipeline.yaml:6:5: SPEC004 stages[1].probability is 55, must be from 0 to 1; write 0.55",
        "pipeline.yaml:7:5: SPEC003 stages[1].max_dayz is not a setting; did you mean max_days?",
        "pipeline.yaml:8:11: SPEC002 *usd is an alias, which is not read; write the value out",
        "pipeline.yaml:9:1: SPEC007 'currency' stands twice, first at line 8; keep one of the two",
        "pipeline.yaml:10:10: SPEC006 quotas[0].amount is missing; add amount: Amount to win in the period",
        "pipeline.yaml:10:11: SPEC004 quotas[0].period is 'Q4 2026', which is not a period; write 2026-Q4",
    ]


def test_the_error_names_the_file_and_counts_its_problems():
    with pytest.raises(SpecProblem, match=r"^mine\.yaml can't be used: 2 problems$"):
        load_spec("a: 1\nversion: 1\n", "mine.yaml")


@pytest.mark.parametrize(
    ("written", "problem", "remedy"),
    [
        ("probability: 55", "is 55, must be from 0 to 1", "write 0.55"),
        ("probability: 55%", "is '55%', must be a number from 0 to 1", "write 0.55"),
        ("probability: '55 %'", "is '55 %', must be a number from 0 to 1", "write 0.55"),
        ("probability: '0,5'", "is '0,5', must be a number from 0 to 1", "write 0.5"),
        ("probability: -0.1", "is -0.1, must be from 0 to 1", "correct it or leave it out"),
        ("probability: high", "is 'high', must be a number from 0 to 1", "correct it or leave it out"),
        ("probability: 1e-1", "is '1e-1', must be a number from 0 to 1", "write 0.1"),
        ("probability: .nan", "is '.nan', must be a number from 0 to 1", "correct it or leave it out"),
        ("probability: .inf", "is '.inf', must be a number from 0 to 1", "correct it or leave it out"),
        ("probability: [0.1]", "is a list, must be a number from 0 to 1", "write a number from 0 to 1"),
        (
            "probability: 0.1234567890123456789",
            "is '0.1234567890123456789', must be a number from 0 to 1",
            "write at most 18 digits on either side of the point",
        ),
        ("max_days: 1_000", "is '1_000', must be a whole number above 0 and at most 3650", "write 1000"),
        ("max_days: 0x10", "is '0x10', must be a whole number above 0 and at most 3650", "write 16"),
        ("max_days: 21.5", "is 21.5, must be a whole number above 0 and at most 3650", "write 22"),
        ("max_days: yes", "is 'yes', must be a whole number above 0 and at most 3650", "correct it or leave it out"),
        ("max_days: 0", "is 0, must be above 0 and at most 3650", "correct it or leave it out"),
        ("max_days: 12:30:00", "is '12:30:00', must be a whole number above 0", "correct it or leave it out"),
        ("kind: opne", "is 'opne', must be open, won, lost or post_sale", "did you mean open?"),
        ("kind: Post-Sale", "is 'Post-Sale', must be open, won, lost or post_sale", "did you mean post_sale?"),
        ("kind: closed", "is 'closed', must be open, won, lost or post_sale", "write won or lost"),
        ("kind: xyz", "is 'xyz', must be open, won, lost or post_sale", "write open, won, lost or post_sale"),
        ("kind: [won]", "is a list, must be open, won, lost or post_sale", "write open, won, lost or post_sale"),
        ("aliases: Qualified", "is 'Qualified', must be a list", "write it as a list: [Qualified]"),
        ("aliases: {a: b}", "is a group of settings, must be a list", "write a list, such as [text]"),
    ],
)
def test_a_value_that_does_not_fit_a_stage_says_what_does(written, problem, remedy):
    lines = told(f"version: 1\nstages:\n  - name: Lead\n    {written}\n")
    key = written.split(":")[0]
    assert len(lines) == 1
    assert lines[0].startswith("pipeline.yaml:4:5: SPEC00")
    assert f" stages[0].{key} {problem}" in lines[0]
    assert f"; {remedy}" in lines[0]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("currency: usd", "3:1: SPEC004 currency is 'usd', must be three capital letters such as USD; write USD"),
        (
            "currency: dollars",
            "3:1: SPEC004 currency is 'dollars', must be three capital letters such as USD; correct it or leave it out",
        ),
        (
            "fiscal_year_starts: 13",
            "3:1: SPEC004 fiscal_year_starts is 13, must be from 1 to 12; correct it or leave it out",
        ),
        (
            "fiscal_year_starts: April",
            (
                "3:1: SPEC005 fiscal_year_starts is 'April', must be a whole number from 1 to 12; "
                "correct it or leave it out"
            ),
        ),
        ("stage: []", "3:1: SPEC003 stage is not a setting; did you mean stages?"),
        ("quota: []", "3:1: SPEC003 quota is not a setting; did you mean quotas?"),
        (
            "name: ''",
            "3:1: SPEC004 name is '', which is too short; write it in full: Name of the pipeline, as reports show it.",
        ),
        (f"name: {'x' * 2001}", "3:1: SPEC004 name has 2,001 characters, which is too long; shorten it"),
        (
            "quotas: [{period: 2026-Q4, amount: 500k}]",
            "3:28: SPEC005 quotas[0].amount is '500k', must be a number above 0; write 500000",
        ),
        (
            "quotas: [{period: 2026-Q4, amount: '$1,000'}]",
            "3:28: SPEC005 quotas[0].amount is '$1,000', must be a number above 0; write 1000",
        ),
        ("quotas: [{period: 2026-Q4, amount: 0}]", "3:28: SPEC004 quotas[0].amount is 0, must be above 0; correct it"),
        (
            "quotas: [{period: 2026-Q4, amount: 400,000}]",
            "3:36: SPEC004 '400,000' has a comma, which ends a value inside { }; write 400000",
        ),
        (
            "quotas: [{period: 2026-Q4, amount: 1,400,400.50, owner: Ann}]",
            "3:36: SPEC004 '1,400,400.50' has a comma, which ends a value inside { }; write 1400400.5",
        ),
        (
            "checks: [{metric: coverage, min: 1,5}]",
            "3:34: SPEC004 '1,5' has a comma, which ends a value inside { }; write 1.5",
        ),
        ("quotas: 500000", "3:1: SPEC005 quotas is 500000, must be a list; write it as a list: [500000]"),
        (
            "quotas: [500000]",
            "3:10: SPEC005 quotas[0] is 500000, must be settings as key: value; write {period: 500000}",
        ),
        (
            "columns: Topic",
            "3:1: SPEC005 columns is 'Topic', must be settings as key: value; write settings as key: value",
        ),
        ("columns: {nmae: Topic}", "3:11: SPEC003 columns.nmae is not a setting; did you mean name?"),
        (
            "columns: {date_order: us}",
            "3:11: SPEC004 columns.date_order is 'us', must be dmy, mdy or ymd; write dmy, mdy or ymd",
        ),
        (
            "columns: {locale: english}",
            (
                "3:11: SPEC004 columns.locale is 'english', must be a language such as en_US or de_DE; "
                "correct it or leave it out"
            ),
        ),
        (
            "checks: [{metric: coverage}]",
            (
                "3:10: SPEC008 checks[0] needs a bound: min, max, equals, between, max_drop or max_rise; "
                "add one, such as min: 3"
            ),
        ),
        ("checks: [{metric: coverage, min: 5, max: 1}]", "3:10: SPEC008 checks[0] has min 5 above max 1; swap the two"),
        ("checks: [{metric: win_rate, min: 30%}]", "3:29: SPEC005 checks[0].min is '30%', must be a number; write 0.3"),
        (
            "checks: [{min: 1}]",
            ("3:10: SPEC008 checks[0] names neither metric nor finding; add one, such as metric: coverage"),
        ),
        ("data: export.csv", "3:1: SPEC005 data is 'export.csv', must be a list; write it as a list: [export.csv]"),
        (
            "x y: 1",
            (
                "3:1: SPEC003 'x y' is not a setting; remove it, or "
                "use one of version, name, currency, exchange_rates, fiscal_year_starts, time_zone, display_locale, "
                "data, history_folder, history_files, former_names, stages, qualified_from, lookback, target_coverage, "
                "quotas, quotas_file, spend, spend_file, leads, qualification, ideal_customer, scores, "
                "activities, activity_standards, columns, forecast, risks, checks or waivers"
            ),
        ),
    ],
)
def test_a_setting_that_does_not_fit_says_what_does(written, line):
    assert told_with_stages(written) == [f"pipeline.yaml:{line}"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["1:1: SPEC006 the file is empty; write version: 1 and the stages, or let pipectl init write it"]),
        (
            "# only words\n",
            ["1:1: SPEC006 the file is empty; write version: 1 and the stages, or let pipectl init write it"],
        ),
        ("- a\n", ["1:1: SPEC005 the file is a list, must be settings as key: value; begin with version: 1"]),
        ("\nhello\n", ["2:1: SPEC005 the file is 'hello', must be settings as key: value; begin with version: 1"]),
        ("*a", ["1:1: SPEC002 *a is an alias, which is not read; write the value out"]),
        (
            "version: 2\nstages: []\n",
            [
                "1:1: SPEC004 version is 2, must be 1; write 1",
                "2:1: SPEC004 stages is an empty list, must have an item; add one: {name: …}",
            ],
        ),
        ("version: 1\nstages:\n", ["2:1: SPEC005 stages is empty, must be a list; write a list, such as [{name: …}]"]),
        (
            "version: 1\nstages:\n  - Lead\n",
            ["3:5: SPEC005 stages[0] is 'Lead', must be settings as key: value; write {name: Lead}"],
        ),
        (
            "version: 1\nstages:\n  - name: A\n  -\n",
            ["4:4: SPEC005 stages[1] is empty, must be settings as key: value; write {name: …}"],
        ),
        ("version: 1\nstages: [{name: }]\n", ["2:11: SPEC005 stages[0].name is empty, must be text; write text"]),
        ("stages: [{name: A}]\n", ["1:1: SPEC006 version is missing; add version: 1"]),
    ],
)
def test_a_file_of_the_wrong_shape_says_what_is_wanted(text, lines):
    assert told(text) == [f"pipeline.yaml:{line}" for line in lines]


def test_more_than_200_stages_are_refused():
    stages = "".join(f"  - name: Stage {n}\n" for n in range(201))
    assert told(f"version: 1\nstages:\n{stages}") == [
        "pipeline.yaml:2:1: SPEC004 stages has 201 items; keep the first 200"
    ]


def test_a_refused_value_is_told_once():
    assert told("version: 1\nstages: [{name: !x A}]\n") == [
        "pipeline.yaml:2:17: SPEC002 '!x' is a tag, which is not read; remove it; quotes make a value text"
    ]


def test_a_long_foreign_value_is_cut_and_kept_on_one_line():
    line = told_with_stages('currency: "' + "a\\nb" * 200 + '"')[0]
    assert "\n" not in line
    assert len(line) < 250


def test_every_code_that_is_told_is_in_the_catalogue():
    text = "version: 2\na: !x 1\na: 2\nstages: [{kind: x, aliases: y}]\nqualified_from: z\n"
    assert {finding.code for finding in findings(text)} <= set(CODES)
