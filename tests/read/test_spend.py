"""A CSV of spend: its rows, and every way in which it can't be used."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.read.quotas import with_quotas
from pipectl.read.source import Source
from pipectl.read.spend import with_spend
from tests.builders import a_spec, a_spend


def read(text, **spec):
    return with_spend(a_spec(**spec), Source("spend.csv", text.encode()))


def told(text, **spec):
    with pytest.raises(SpecProblem) as problem:
        read(text, **spec)
    found = problem.value
    return [f"{each.place.line}:{each.place.column} {each.problem}; {each.remedy}" for each in found.findings] or [
        found.message
    ]


def test_rows_are_periods_with_an_amount_and_a_source_or_none():
    found = read("period,amount,source\n2026-Q1,1200,Web\n2026-01,0,\n\n FY26-Q2 , 7.50 ,Trade fair\n")
    assert [(each.period, each.amount, each.source) for each in found] == [
        ("2026-Q1", 1200, "Web"),
        ("2026-01", 0, None),
        ("FY26-Q2", Decimal("7.50"), "Trade fair"),
    ]


@pytest.mark.parametrize("header", ["Month;Spend;Lead Source", "Lead Source;Cost;Month", "QUARTER;amount;SOURCE"])
def test_headers_are_known_in_any_order_and_case(header):
    cells = {"month": "2026-01", "quarter": "2026-01", "spend": "5", "cost": "5", "amount": "5"}
    row = ";".join(cells.get(name.casefold(), "Web") for name in header.split(";"))
    assert read(f"{header}\n{row}\n") == (a_spend(5, "2026-01", source="Web"),)


def test_amounts_are_read_as_those_of_an_export():
    assert [each.amount for each in read('month,amount\n2026-01,"$1,250.50"\n2026-02,$12k\n')] == [
        Decimal("1250.50"),
        12_000,
    ]
    assert read("month;amount\n2026-01;1.250,50 €\n", currency="EUR")[0].amount == Decimal("1250.50")


def test_what_pipeline_yaml_has_comes_first():
    assert read("month,amount\n2026-02,5\n", spend=(a_spend(9, "2026-01"),)) == (
        a_spend(9, "2026-01"),
        a_spend(5, "2026-02"),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-13,5,Web", "2:1 period '2026-13' is no period; write it as 2026-Q4, "),
        (",5,Web", "2:1 period is empty; write it as"),
        ("last-month,5,Web", "2:1 period 'last-month' changes with the day; write it as"),
        ("2026-01-01..,5,Web", "2:1 period '2026-01-01..' has no first or no last day; write it as"),
        ("2026-01,much,Web", "2:2 amount 'much' is not an amount; "),
        ("2026-01,,Web", "2:2 amount is empty; write what was spent, 0 where that is nothing"),
        ("2026-01,-5,Web", "2:2 amount '-5' is below 0; write what was spent, less what came back"),
        ("2026-01,€5,Web", "2:2 amount '€5' is not in USD; write it in USD"),
    ],
)
def test_a_cell_that_can_t_be_read_is_told_at_its_place(row, said):
    (line,) = told(f"month,amount,source\n{row}\n")
    assert line.startswith(said)


def test_every_problem_is_told_from_top_to_bottom():
    lines = told("month,amount,source\n2026-01,5,Web\nMay,5,Web\n2026-01,6,web\n2026-03,x,Web\n")
    assert [line[:3] for line in lines] == ["3:1", "4:1", "5:2"]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("2026-01,6,WEB", "3:1 period '2026-01' stands in line 2 already, for source 'WEB'; keep one of the two"),
        (
            "2026-Q1,6,Web",
            (
                "3:1 period '2026-Q1' shares days with '2026-01' in line 2, for source 'Web'; "
                "let one begin where the other ends"
            ),
        ),
        (
            "2026-01-20..2026-02-10,6,Web",
            (
                "3:1 period '2026-01-20..2026-02-10' shares days with '2026-01' in line 2, for source 'Web'; "
                "let one begin where the other ends"
            ),
        ),
    ],
)
def test_days_stand_once_for_a_source(second, said):
    assert told(f"month,amount,source\n2026-01,5,Web\n{second}\n") == [said]


def test_days_stand_once_for_what_names_no_source_and_in_both_places():
    assert told("month,amount\n2026-01,5\n2026-01,5\n") == [
        "3:1 period '2026-01' stands in line 2 already, for no source in particular; keep one of the two"
    ]
    assert told("month,amount,source\n2026-01,5,Web\n", spend=(a_spend(5, "2026-Q1", source="web"),)) == [
        (
            "2:1 period '2026-01' shares days with '2026-Q1' in pipeline.yaml, for source 'Web'; "
            "let one begin where the other ends"
        )
    ]


def test_the_same_days_for_several_sources_and_for_none_are_fine():
    rows = "2026-01,5,Web\n2026-Q1,6,Fair\n2026,7,\n2026-02,8,Web\n"
    assert len(read(f"month,amount,source\n{rows}")) == 4


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("source,2026-01,2026-02", "1:2: '2026-01'"),
        ("Source;Jan 2026;Feb 2026;Mar 2026", "1:2: 'Jan 2026'"),
        ("Jan-26,Feb-26", "1:1: 'Jan-26'"),
        ("source\tQ1 2026", "1:2: 'Q1 2026'"),
        ("source,period,amount,January,February", "1:4: 'January'"),
        ("Lead source,01/2026,02/2026", "1:2: '01/2026'"),
        ("source,2025,2026", "1:2: '2025'"),
    ],
)
def test_a_column_a_month_is_refused_with_what_to_write_instead(header, place):
    assert told(f"{header}\n") == [
        (
            f"spend.csv:{place} is a period that heads a column; write a row for each period instead, with the columns "
            "period, amount, and source"
        )
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "month,amount,Marketing\n",
            "spend.csv:1:3: 'Marketing' is no column of spend, or one too many; write period,",
        ),
        ("month,period,amount\n", "spend.csv:1:1: 'month' is no column of spend, or one too many"),
        ("month,amount,owner\n2026-01,5,Ann\n", "spend.csv:1:3: 'owner' is no column of spend"),
        ("2026-01,500,Web\n", "spend.csv:1 is no header of spend: '2026-01,500,Web'; write period, amount, and source"),
        ("month,amount\n", "spend.csv has a header and no spend; add them, or leave out spend_file"),
        (
            "month,amount\n2026-01,1,000\n",
            "spend.csv:2 has 3 cells and the header 2; put amounts with commas in quotes",
        ),
        ('month,amount\n"2026-01,5\n', "can't be read"),
        (
            'month,amount\n2026-01,"12,500"\n2026-02,"1,000"\n',
            "could be 12500 or 12.500 and no row settles which; write amounts as 12500 or 12500.50, or set",
        ),
    ],
)
def test_what_is_no_list_of_spend_is_refused(text, said):
    (line,) = told(text)
    assert said in line


def test_quotas_with_a_column_a_quarter_are_refused_as_well():
    with pytest.raises(SpecProblem) as problem:
        with_quotas(a_spec(), Source("quotas.csv", b"owner,2026-Q1,2026-Q2\nAnn,5,6\n"))
    assert problem.value.message.startswith("quotas.csv:1:2: '2026-Q1' is a period that heads a column; write a row")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_spend_is_the_same_in_any_dress(mark, encoding):
    lines = [["month", "amount", "source"], ["2026-01", "12.50", "Müller"], ["2026-02", "7", ""]]
    text = "\r\n".join(mark.join(cells) for cells in lines)
    found = with_spend(a_spec(), Source("spend.csv", text.encode(encoding)))
    assert found == (a_spend("12.50", "2026-01", source="Müller"), a_spend(7, "2026-02"))


def test_a_quota_in_another_currency_is_refused_as_well():
    with pytest.raises(SpecProblem) as problem:
        with_quotas(a_spec(), Source("quotas.csv", "period,amount\n2026-Q1,€500\n".encode()))
    assert [each.problem for each in problem.value.findings] == ["amount '€500' is not in USD"]
