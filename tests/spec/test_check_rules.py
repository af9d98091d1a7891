import pytest

from .told import told_with_stages


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (
            "checks: [{metric: win_rat, min: 1}]",
            "3:11: SPEC004 checks[0].metric is 'win_rat', which is no measure; did you mean win_rate?",
        ),
        (
            "checks: [{metric: win_rate, between: [0.2, 50]}]",
            "3:44: SPEC004 checks[0].between[1] is 50, and win_rate is a share, 1 for the whole; write 0.5",
        ),
        (
            "checks: [{metric: data_quality, min: 95}]",
            "3:33: SPEC004 checks[0].min is 95, and data_quality is a share, 1 for the whole; write 0.95",
        ),
        (
            "checks: [{finding: warnings, max: 0}]",
            "3:11: SPEC004 checks[0].finding is 'warnings', which is no finding; did you mean warning?",
        ),
        (
            "checks: [{metric: coverage, min: 1, period: soon}]",
            (
                "3:37: SPEC004 checks[0].period is 'soon', which is not a period; write one of this-quarter, "
                "last-month, next-year, 2026-Q4, FY26-Q2, FY26, 2026-11, 2026, 2026-01-15..2026-02-28, "
                "2026-Q1..2026-Q3, all"
            ),
        ),
        (
            "checks: [{metric: coverage, min: 1, max_drop: lots}]",
            (
                "3:37: SPEC004 checks[0].max_drop is 'lots', must be a share such as 10%, or an amount such as 50000; "
                "correct it or leave it out"
            ),
        ),
        (
            "checks: [{metric: coverage, min: 1, name: A}, {metric: slippage, max: 1, name: a}]",
            "3:74: SPEC008 checks[1].name is 'a', which another check is called or is about; give it another name",
        ),
        (
            "checks: [{metric: coverage, between: [1]}]",
            "3:29: SPEC004 checks[0].between has 1 item, must have 2; add another: a number",
        ),
        (
            "waivers: [{check: coverage, owner: A, reason: r, until: 2026-12-31}]",
            (
                "3:12: SPEC008 waivers[0].check is 'coverage', which none of checks is about; "
                "name the metric, the finding or the name of one of checks"
            ),
        ),
        (
            "checks: [{finding: error, max: 1}]\nwaivers: [{check: error, owner: A, reason: r, until: 2026-02-30}]",
            "4:47: SPEC004 waivers[0].until is '2026-02-30', which is no day of the calendar; correct it",
        ),
        (
            "checks: [{metric: decay, max: 1}]\nwaivers: [{check: decay, opportunity: A, reason: r, until: soon}]",
            "4:53: SPEC004 waivers[0].until is 'soon', must be a day such as 2026-12-31; correct it or leave it out",
        ),
        (
            "checks: [{metric: coverage, min: 1}]\nwaivers: [{check: coverage, reason: r, until: 2026-12-31}]",
            "4:11: SPEC008 waivers[0] waives nobody; add opportunity or owner",
        ),
        (
            "checks: [{metric: decay, max: 1}]\nwaivers: [{check: decay, owner: A, reason: r, until: 2026-12-31}]",
            (
                "4:12: SPEC008 waivers[0].check is waived for an owner, and no check of 'decay' goes by owner; "
                "add by: owner to the check, or waive opportunities"
            ),
        ),
        (
            (
                "checks: [{metric: data_quality, min: 1}]\n"
                "waivers: [{check: data_quality, opportunity: A, reason: r, until: 2026-12-31}]"
            ),
            "4:12: SPEC008 waivers[0].check is data_quality, of which nothing is waived; waive the findings",
        ),
        (
            "checks: [{metric: data_quality, min: 1, by: owner}]",
            "3:41: SPEC008 checks[0].by says nothing about data_quality, which is of all rows; remove it",
        ),
        (
            "checks: [{metric: win_rate, min: 0.2, period: next-quarter}]",
            "3:39: SPEC008 checks[0].period says nothing about win_rate, which speaks of no period; remove it",
        ),
        (
            "checks: [{metric: win_rate, max_drop: 5}]",
            "3:29: SPEC004 checks[0].max_drop is 5, and win_rate is a share, 1 for the whole; write 5% of what it was",
        ),
        (
            "checks: [{metric: pipeline_value, max_drop: 0.05}]",
            (
                "3:35: SPEC004 checks[0].max_drop is 0.05, and pipeline_value is money, no share; "
                "write 5% of what it was"
            ),
        ),
        (
            "checks: [{metric: opportunities, max_rise: 0.125}]",
            (
                "3:34: SPEC004 checks[0].max_rise is 0.125, and opportunities is a count, no share; "
                "write 12.5% of what it was"
            ),
        ),
        (
            "checks: [{metric: pipeline_value, max_drop: 150%}]",
            "3:35: SPEC004 checks[0].max_drop is 150%, more than all there was; write 10%",
        ),
        (
            "checks: [{metric: slippage, max: 2}]",
            "3:29: SPEC004 checks[0].max is 2, and slippage is a share, 1 for the whole; write 0.02",
        ),
        (
            "quotas: [{period: 2026-Q1, amount: 5}, {period: 2026-Q3, amount: 5}]",
            (
                "3:41: SPEC008 quotas[1].period leaves a gap behind 2026-Q1: 2026-04-01 to 2026-06-30 has no quota; "
                "add a quota for it, or begin the list behind the gap"
            ),
        ),
        (
            "quotas: [{period: 2026-Q1, amount: 5}, {period: 2026-03..2026-06, amount: 5}]",
            (
                "3:41: SPEC008 quotas[1].period shares days with 2026-Q1, for which there is another quota; "
                "let one begin where the other ends"
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(written, line):
    assert told_with_stages(written) == [f"pipeline.yaml:{line}"]


@pytest.mark.parametrize(
    "written",
    [
        "checks: [{metric: coverage, min: 1, period: next-quarter, by: owner, where: ['amount>=1'], undefined: warn}]",
        "checks: [{metric: pipeline_value, max_drop: 50000, max_rise: 10%}]",
        "checks: [{metric: pipeline_value, max_drop: 0}, {metric: opportunities, max_drop: 1, max_rise: 0.5%}]",
        "checks: [{metric: win_rate, max_drop: 0.05}, {metric: coverage, max_drop: 0.5}]",
        "checks: [{metric: sales_cycle, max_rise: 0.5}, {metric: data_quality, max_drop: 0.05}]",
        "checks: [{finding: DATA101, max: 0}, {finding: error, max: 0, level: warn}]",
        (
            "checks: [{metric: slippage, max: 0.2, name: Dates}]\n"
            "waivers: [{check: dates, opportunity: O1, reason: r, until: 2026-12-31}]"
        ),
        "checks: [{finding: warning, max: 0}]\nwaivers: [{check: DATA101, owner: A, reason: r, until: 2026-12-31}]",
        "quotas: [{period: 2026, amount: 5}, {period: 2026-Q1, amount: 1}, {period: 2026-Q3, amount: 5, owner: Ann}]",
        "quotas_file: quotas.csv\nquotas: [{period: 2026-Q1, amount: 5}, {period: 2026-Q3, amount: 5}]",
    ],
)
def test_what_fits_is_taken(written):
    assert told_with_stages(written) == []
