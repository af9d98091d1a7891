import gc
import os
from dataclasses import replace

import pytest

from pipectl.domain.errors import HeaderProblem, InputProblem, NothingToReport, UnsettledProblem, UsageProblem
from pipectl.domain.pipeline import RowCount
from pipectl.domain.spec import DateOrder, PercentScale
from pipectl.read.inspect import inspect
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.refusals import refuse_nothing
from pipectl.read.source import Source, load
from pipectl.read.survey import STRIDE

from .exports import AS_OF, HEADER, OPTIONS, ROW, a_source, a_spec, codes, read


def test_every_row_is_accounted_for():
    pipeline = read("Report", HEADER, ROW, "", HEADER, "O2,Beta", "O3,Be,Nowhere,1", "", "Grand Totals (1 records)")
    assert pipeline.rows == RowCount(7, 1, 2, 2, 1, 1)
    [account] = pipeline.files
    assert (account.name, account.encoding, account.delimiter, account.header_line) == (
        "deals.csv",
        "UTF-8",
        "comma",
        2,
    )


def test_the_account_says_what_was_read_from_where():
    [account] = read("Region,Name,Stage,Amount,,", "EMEA,Acme,P,1,,").files
    assert account.columns == (("name", "Name"), ("amount", "Amount"), ("stage", "Stage"))
    assert account.positions == (2, 4, 3)
    assert account.unused == ("Region",)


def test_fields_and_headers_are_the_union_of_all_files():
    sources = [a_source(HEADER, ROW), a_source("name,stage,amount,region", "a,P,1,EMEA", name="more.csv")]
    pipeline = read_pipeline(sources, a_spec(), OPTIONS)
    assert [one.place.file for one in pipeline] == ["deals.csv", "more.csv"]
    assert pipeline.fields == {"id", "name", "stage", "amount", "expected_close", "owner"}
    assert pipeline.headers == ("region",)
    assert pipeline.rows.accepted == 2


def test_ids_are_compared_over_all_files():
    pipeline = read_pipeline([a_source(HEADER, ROW), a_source(HEADER, ROW, name="more.csv")], a_spec(), OPTIONS)
    assert [str(finding.place) for finding in pipeline.findings] == ["deals.csv:2"]
    assert len(pipeline) == 1


def test_open_questions_of_all_files_are_asked_at_once():
    lines = ("name,stage,amount,created", "a,P,1.234,02/03/2025")
    with pytest.raises(UnsettledProblem) as raised:
        read_pipeline([a_source(*lines), a_source(*lines, name="more.csv")], a_spec(), OPTIONS)
    assert [line.partition(":")[0] for line in raised.value.message.splitlines()] == ["deals.csv"] * 2 + [
        "more.csv"
    ] * 2


def test_options_outrank_pipeline_yaml():
    spec = a_spec(columns={"date_order": "dmy", "locale": "de", "probability_scale": "percent"})
    options = ReadOptions(AS_OF, date_order=DateOrder.MDY, locale="en", probability_scale=PercentScale.FRACTION)
    lines = ("name,stage,amount,created,close %", "a,P,1.234,02/03/2025,1")
    [by_spec] = read(*lines, spec=spec)
    [by_options] = read(*lines, spec=spec, options=options)
    assert (str(by_spec.amount), by_spec.created and by_spec.created.month, str(by_spec.probability)) == (
        "1234",
        3,
        "0.01",
    )
    assert (str(by_options.amount), by_options.created and by_options.created.month, str(by_options.probability)) == (
        "1.234",
        2,
        "1",
    )


def test_encoding_and_delimiter_can_be_told():
    options = ReadOptions(AS_OF, encoding="cp437", delimiter="^")
    [one] = read("name^stage^amount", "Größe^P^1", options=options, encoding="cp437")
    assert one.name == "Größe"


def test_files_in_two_currencies_are_read_as_one_and_each_amount_keeps_its_own():
    sources = [
        a_source(HEADER, ROW.replace("1000", "€1000")),
        a_source(HEADER, ROW.replace("1000", "£1000").replace("O1", "O2"), name="b"),
    ]
    pipeline = read_pipeline(sources, a_spec(currency=None), OPTIONS)
    assert [one.currency for one in pipeline] == ["EUR", "GBP"]
    assert "currency" in pipeline.fields


def test_with_a_currency_in_pipeline_yaml_the_others_are_set_aside():
    pipeline = read(HEADER, ROW.replace("1000", "$1000"), ROW.replace("1000", "€1000"))
    assert (len(pipeline), pipeline.findings.counts) == (1, (("DATA009", 1),))


def test_two_columns_of_one_header_are_refused_where_they_differ_and_one_where_they_do_not():
    with pytest.raises(HeaderProblem, match="columns 1 and 4 are both headed 'name' and hold different values"):
        read("name,stage,amount,name", "a,P,1,a", "b,P,1,c")
    assert [one.extra for one in read("name,stage,amount,name", "a,P,1,a")] == [{"name (2)": "a"}]


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_no_input(data):
    with pytest.raises(InputProblem):
        read(data)


@pytest.mark.parametrize("lines", [(HEADER,), (HEADER, "", ",,,"), (HEADER, "", "Total")])
def test_a_header_alone_is_nothing_to_report(lines):
    with pytest.raises(NothingToReport, match=r"deals\.csv has a header and no rows"):
        read(*lines)


def test_where_all_rows_were_set_aside_the_account_and_every_finding_are_still_given():
    pipeline = read(HEADER, *[ROW.replace("Proposal", "Nowhere")] * 30)
    assert (pipeline.opportunities, pipeline.rows.set_aside, pipeline.findings.total) == ((), 30, 30)
    with pytest.raises(NothingToReport, match=r"all 30 rows were set aside \(30 × unknown stage\)") as raised:
        refuse_nothing(pipeline.files, pipeline.findings)
    assert [finding.place.line for finding in raised.value.findings] == list(range(2, 32))


@pytest.mark.parametrize("day", ["8/20/2026", "8/6/2026", "8/6/26"])
def test_where_all_stages_are_unknown_nothing_false_is_said_about_dates_and_amounts(day):
    lines = [f'a,Nowhere,"1,234",8/6/2026,{day}', f'b,Elsewhere,"2,345",8/7/2026,{day}']
    pipeline = read("name,stage,amount,created,closed date", *lines)
    assert codes(pipeline) == ["DATA005", "DATA005"]


def test_a_row_closed_before_it_was_created_in_any_order_is_never_kept():
    pipeline = read("name,stage,amount,created,closed date", "a,P,1,05/06/2026,01/02/2026")
    assert (codes(pipeline), len(pipeline)) == (["DATA017"], 0)


def test_unknown_stages_do_not_keep_clear_dates_from_settling_the_others():
    lines = ["a,P,1,8/6/2026", "b,Nowhere,2,8/20/2026"]
    [one] = read("name,stage,amount,created", *lines)
    assert (one.created and one.created.isoformat()) == "2026-08-06"


def test_a_status_column_that_holds_stages_is_read_as_the_stage():
    pipeline = read("name,Status,amount", "a,Discovery,1", "b,P,2", "c,Closed Won,3", "d,Nowhere,4")
    assert [one.stage for one in pipeline] == ["Discovery", "Proposal", "Closed Won"]
    assert codes(pipeline) == ["DATA005"]
    assert pipeline.files[0].settled == (
        "there is no stage column and 'Status' holds stages; the stage is read from it",
    )


def test_a_status_column_of_words_that_are_no_status_is_told_about_as_stages():
    assert codes(read("name,status,amount", "a,Lead,1", "b,Demo,2", "c,Won,3")) == ["DATA005"] * 3


def test_another_status_column_stays_the_status_where_the_first_holds_stages():
    pipeline = read("name,Status,Outcome,amount", "a,Discovery,Lost,1", "b,Proposal,Open,2")
    assert [(one.stage, one.outcome.value) for one in pipeline] == [("Discovery", "lost"), ("Proposal", "open")]


@pytest.mark.parametrize("columns", [{}, {"status": "status"}])
def test_a_status_column_of_status_words_or_named_as_one_stays_one(columns):
    words = ["Discovery", "P"] if columns else ["open", "won", "wonn"]
    lines = [f"a,{word},1" for word in words]
    assert codes(read("name,status,amount", *lines, spec=a_spec(columns=columns))) == ["DATA006"] * (1 + len(columns))


def test_a_reports_name_in_the_footer_is_no_bad_row():
    lines = (
        "",
        "My report name",
        "Copyright (c) 2000-2026 salesforce.com",
        "Confidential Information",
        "Generated By: A",
    )
    assert read(HEADER, ROW, *lines).rows == RowCount(6, 1, 0, 1, 4, 0)
    assert read(HEADER, ROW, *lines[:2]).rows.set_aside == 1


def test_the_currency_in_the_header_of_amounts_counts_and_is_said():
    pipeline = read("name,stage,Amount (EUR)", "a,P,1", "b,P,€2", "c,P,", spec=a_spec(currency=None))
    assert [one.currency for one in pipeline] == ["EUR", "EUR", None]
    assert pipeline.files[0].settled == ("amounts are in EUR, as the header 'Amount (EUR)' says",)
    assert read("name,stage,Amount $", "a,P,1", spec=a_spec(currency=None)).files[0].settled == (
        "amounts are in USD, as the header 'Amount $' says",
        "$ is taken as USD; currency in pipeline.yaml may say another",
    )


def test_amounts_that_name_another_currency_than_their_header_are_in_that():
    lines = ("name,stage,Amount (EUR)", "a,P,£1", "b,P,2")
    pipeline = read(*lines, spec=a_spec(currency=None))
    assert [one.currency for one in pipeline] == ["GBP", "EUR"]
    assert pipeline.files[0].settled == (
        "amounts that name no currency are in EUR, as the header 'Amount (EUR)' says",
        "£ is taken as GBP",
    )


def test_a_currency_in_the_header_that_is_not_that_of_the_column_of_currencies_or_of_pipeline_yaml_is_refused():
    lines = ("name,stage,Amount (EUR),currency", "a,P,1,GBP", "b,P,1,EUR")
    with pytest.raises(UnsettledProblem, match=r"such as the header 'Amount \(EUR\)', 'GBP' \(line 2\)"):
        read(*lines, spec=a_spec(currency=None))
    with pytest.raises(UnsettledProblem, match=r"'Amount \(EUR\)' is not in USD.*set currency: EUR in pipeline.yaml"):
        read(*lines)


def test_one_cell_and_one_row_are_counted_in_the_singular():
    pipeline = read(HEADER, "O2", "")
    assert pipeline.findings.kept[0].problem == "the row has 1 cell and not 6"
    with pytest.raises(NothingToReport, match=r"deals\.csv: its only row was set aside"):
        refuse_nothing(pipeline.files, pipeline.findings)


def test_no_source_is_a_usage_problem():
    with pytest.raises(UsageProblem):
        read_pipeline([], a_spec(), OPTIONS)


def test_rejects_are_kept_only_where_asked_for():
    lines = (HEADER, ROW, "O2,Beta", "")
    assert read(*lines).rejects == ()
    [reject] = read(*lines, options=ReadOptions(AS_OF, keep_rejects=True)).rejects
    assert (str(reject.place), reject.cells) == ("deals.csv:3", ("O2", "Beta"))
    assert reject.reasons == ("DATA001 the row has 2 cells and not 6",)


def test_progress_goes_forward_to_the_whole():
    told = []
    source = a_source(HEADER, *[ROW] * (2 * STRIDE + 1))
    read_pipeline([source], a_spec(), OPTIONS, lambda done, whole: told.append((done, whole)))
    assert len(told) == 4
    assert told == sorted(told)
    assert all(0 < done <= whole == 2 * source.size for done, whole in told)


def test_garbage_collection_is_left_as_it_was():
    read(HEADER, ROW)
    assert gc.isenabled()
    gc.disable()
    try:
        read(HEADER, ROW)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_status_column_whose_words_are_stages_tells_them_apart():
    stages = [{"name": "New"}, {"name": "Working"}, {"name": "On hold", "kind": "lost"}, {"name": "Won", "kind": "won"}]
    pipeline = read(
        "name,status,amount", "a,New,1", "b,Working,2", "c,On hold,3", "d,Won,4", spec=a_spec(stages=stages)
    )
    assert [(one.stage, one.outcome.value) for one in pipeline] == [
        ("New", "open"), ("Working", "open"), ("On hold", "lost"), ("Won", "won"),
    ]  # fmt: skip


CLOSE = "id,lead_name,status_label,status_type,value,value_period,value_currency"


def test_amounts_that_close_exports_in_cents_are_read_as_such_and_it_is_said():
    rows = ("o1,Acme,P,active,100050,one_time,USD", "o2,Beta,P,active,10.5,one_time,USD")
    with pytest.raises(
        UnsettledProblem, match=r"value '10\.5' \(line 3\) is no number of cents, as this export has them"
    ):
        read(CLOSE, *rows)
    pipeline = read(CLOSE, *rows, options=replace(OPTIONS, preset="close"))
    assert [str(one.amount) for one in pipeline] == ["1000.50"]
    assert codes(pipeline) == ["DATA007"]
    assert "amounts in value are in cents" in pipeline.files[0].settled
    assert str(next(iter(read("name,status_type,value", "a,won,100050"))).amount) == "100050"


def test_a_file_that_is_written_to_between_the_two_passes_is_refused(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("\n".join([HEADER, *[ROW] * 9999]))
    os.utime(path, (0, 0))
    passes: list[int] = []

    def write(done, whole):
        if 2 * done > whole and not passes:
            passes.append(path.write_text("\n".join([HEADER, *[ROW] * 20])))

    with pytest.raises(InputProblem, match=r"deals\.csv: changed while it was read"):
        read_pipeline([load(str(path))], a_spec(), OPTIONS, write)
    assert passes


def test_an_amount_that_reads_like_a_bad_currency_of_another_row_is_none():
    pipeline = read("name,stage,amount,currency", "a,P,5,", "b,P,6,5", "c,P,7,USD")
    assert [(one.name, one.currency) for one in pipeline] == [("a", None), ("c", "USD")]
    assert codes(pipeline) == ["DATA009"]


def test_encoding_and_delimiter_are_those_of_text_files_and_not_of_a_sheet():
    text = a_source(HEADER.replace(",", ";"), "O1;Müller;Proposal;1;;", encoding="cp1252")
    sheet = Source("deals.xlsx", f"{HEADER}\nO2,Müller;Söhne,Proposal,2,,\n".encode(), sheet="Deals")
    options = ReadOptions(OPTIONS.as_of, encoding="cp1252", delimiter=";")
    assert [one.name for one in read_pipeline([text, sheet], a_spec(), options)] == ["Müller", "Müller;Söhne"]
    assert inspect(sheet, options).delimiter == "comma"


@pytest.mark.parametrize("named", [{}, {"columns": {"amount": "Value (kUSD)"}}])
def test_amounts_under_a_header_of_thousands_are_thousands(named):
    pipeline = read("name,stage,Value (kUSD)", "Acme,Proposal,15.50", spec=a_spec(**named))
    assert [one.amount for one in pipeline] == [15500]
    assert "amounts in 'Value (kUSD)' are in thousands, as it says" in pipeline.files[0].settled


def test_decisions_that_figures_hang_on_are_told_apart_from_the_others():
    header = ("report of today", "", "Deal Name,Deal Stage,Amount,Worth,Close Date,Deal probability")
    rows = ("a,Proposal,1,2,13/2/2025,0.4", "b,Closed Won,2,3,2/3/2025,1")
    [account] = read(*header, *rows).files
    assert account.read_as == "a HubSpot export"
    assert set(account.decisive) < set(account.settled)
    assert not any("HubSpot" in one for one in account.decisive)
    assert [one.split(" (")[0] for one in account.decisive] == [
        "the header is on line 3; the lines above it were passed over",
        "dates in Close Date are day/month/year",
        "Deal probability is from 0 to 1",
    ]


def test_which_column_is_taken_and_what_a_status_stands_for_come_first():
    [account] = read("name,Status,Deal Value,Value,date", "a,Open,1,2,x", "b,Won,3,4,x").files
    assert account.decisive == (
        "there is no stage column; status stands for Discovery, Closed Won or Closed Lost",
        "amount is read from 'Deal Value', not from 'Value'",
    )
