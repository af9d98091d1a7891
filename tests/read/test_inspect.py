from decimal import Decimal

import pytest

from pipectl.domain.errors import HeaderProblem
from pipectl.domain.spec import DateOrder, StageKind
from pipectl.read.inspect import inspect
from pipectl.read.reader import ReadOptions

from .exports import AS_OF, OPTIONS, a_source


def test_a_file_says_its_columns_and_stages_by_itself():
    found = inspect(
        a_source(
            "Deal Name;Amount;Probability (%);Stage;Region;", "a;1;10;New;EMEA;", "b;2;30;New;EMEA;", "c;3;100;Done;;",
            "d;4;0;Closed Lost;;", "e;5;;After sale;;", "f;6;x;New;;", "g;7;100;Done;;", encoding="cp1252",
        ),
        OPTIONS,
    )  # fmt: skip
    assert (found.encoding, found.delimiter, found.header_line, found.rows) == ("UTF-8", "semicolon", 1, 7)
    assert found.headers == ("Deal Name", "Amount", "Probability (%)", "Stage", "Region")
    assert found.mapping == {
        "name": "Deal Name",
        "amount": "Amount",
        "probability": "Probability (%)",
        "stage": "Stage",
    }
    assert found.unused == ("Region",)
    assert [(one.name, one.rows, one.typical, one.kind) for one in found.stages] == [
        ("New", 3, Decimal("0.2"), StageKind.OPEN),
        ("Done", 2, Decimal(1), StageKind.WON),
        ("Closed Lost", 1, Decimal(0), StageKind.LOST),
        ("After sale", 1, None, StageKind.POST_SALE),
    ]
    assert found.questions == ()


def test_what_columns_leave_open_is_asked_and_not_raised():
    source = a_source("name,amount,stage,created,close %", "a,1.234,New,02/03/2025,1")
    found = inspect(source, OPTIONS)
    assert [(one.field, one.setting, one.choices) for one in found.questions] == [
        ("amount", "columns.locale", ("en", "de")),
        ("created", "columns.date_order", ("dmy", "mdy")),
        ("probability", "columns.probability_scale", ("fraction", "percent")),
    ]
    assert found.stages[0].typical is None
    answered = inspect(source, ReadOptions(AS_OF, date_order=DateOrder.DMY, locale="en"))
    assert [one.field for one in answered.questions] == ["probability"]


def test_a_needed_column_that_is_missing_is_a_question_over_those_that_are_left():
    found = inspect(a_source("name,worth,step", "a,1,New"), OPTIONS)
    assert [(one.field, one.setting, one.choices) for one in found.questions] == [
        ("stage", "columns.stage", ("worth", "step")),
        ("amount", "columns.amount", ("worth",)),
    ]
    assert found.stages == ()


def test_a_file_with_no_column_of_ours_is_refused():
    with pytest.raises(HeaderProblem):
        inspect(a_source("x,y", "1,2"), OPTIONS)


def test_spellings_of_a_stage_that_differ_in_case_and_spaces_are_one_stage_in_its_usual_spelling():
    lines = ["a,1,proposal", "b,2,Proposal", "c,3,Closed  Won", "d,4,Proposal ", "e,5,Closed Won", "f,6,Closed Won"]
    found = inspect(a_source("name,amount,stage", *lines), OPTIONS)
    assert [(one.name, one.rows) for one in found.stages] == [("Proposal", 3), ("Closed Won", 3)]


def test_a_status_column_that_holds_stages_is_where_the_stages_are_found():
    lines = ["a,1,Lead", "b,2,Proposal", "c,3,Won", "d,4,Won", "e,5,Lost", "f,6,Won", "g,7,Lost"]
    found = inspect(a_source("name,amount,Status", *lines), OPTIONS)
    assert found.mapping == {"name": "name", "amount": "amount", "stage": "Status"}
    assert [(one.name, one.kind) for one in found.stages] == [
        ("Lead", StageKind.OPEN),
        ("Proposal", StageKind.OPEN),
        ("Won", StageKind.WON),
        ("Lost", StageKind.LOST),
    ]
    assert found.settled == ("there is no stage column and 'Status' holds stages; the stage is read from it",)


def test_a_status_column_of_status_words_stays_one_also_where_a_few_are_misspelled():
    lines = ["a,1,Open", *["b,2,Won"] * 20, "c,3,wonn"]
    assert inspect(a_source("name,amount,status", *lines), OPTIONS).mapping["status"] == "status"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Abgeschlossen gewonnen", StageKind.WON), ("Verloren", StageKind.LOST), ("Gagnée", StageKind.WON),
        ("Perdu", StageKind.LOST), ("Cerrada ganada", StageKind.WON), ("Perdida", StageKind.LOST),
        ("Ganho", StageKind.WON), ("Vinto", StageKind.WON), ("Perso", StageKind.LOST), ("Personal", StageKind.OPEN),
    ],
)  # fmt: skip
def test_stages_of_other_languages_are_known_by_their_names(name, kind):
    [stage] = inspect(a_source("name,amount,stage", f"a,1,{name}"), OPTIONS).stages
    assert stage.kind is kind


def test_a_close_percentage_of_100_or_0_says_little_in_one_row_or_beside_a_like_name():
    lines = ["a,1,10%,Proposal"] * 3 + ["b,2,0%,Proposall"] * 2 + ["c,3,100%,Handshake", "d,4,0%,Nothing"]
    found = inspect(a_source("name,amount,close %,stage", *lines, "e,5,0%,Nothing"), OPTIONS)
    assert [(one.name, one.kind) for one in found.stages] == [
        ("Proposal", StageKind.OPEN),
        ("Proposall", StageKind.OPEN),
        ("Handshake", StageKind.OPEN),
        ("Nothing", StageKind.LOST),
    ]


def test_a_stage_whose_opportunities_were_closed_seems_decided_unless_its_name_says_so():
    rows = ("a,1,New,", "b,1,New,2025-01-01", "c,1,New,", "d,1,Signed,2025-01-02", "e,1,Signed,", "f,1,Won,2025-01-03")
    found = inspect(a_source("name,amount,stage,closed date", *rows, "g,1,Signed,no day"), OPTIONS)
    assert [(one.name, one.closed, one.seems_decided) for one in found.stages] == [
        ("New", 1, False),
        ("Signed", 1, False),
        ("Won", 1, False),
    ]
    again = inspect(a_source("name,amount,stage,closed date", *rows), OPTIONS)
    assert [one.name for one in again.stages if one.seems_decided] == ["Signed"]


def test_a_stage_is_what_columns_for_closed_and_won_say_of_all_its_rows():
    header = "Record ID,Deal Name,Deal Stage,Amount,Is Deal Closed?,Is Closed Won"
    rows = ("1,a,Signed,1,true,true", "2,b,Signed,1,true,true", "3,c,Gone,1,true,false", "4,d,Call,1,false,false")
    found = inspect(a_source(header, *rows, "5,e,Mixed,1,false,false", "6,f,Mixed,1,true,true"), OPTIONS)
    assert [(one.name, one.kind, one.sure) for one in found.stages] == [
        ("Signed", StageKind.WON, True),
        ("Gone", StageKind.LOST, True),
        ("Call", StageKind.OPEN, True),
        ("Mixed", StageKind.OPEN, False),
    ]
    assert found.flagged
    assert not inspect(a_source(header.replace(",Is Closed Won", ""), "1,a,Signed,1,true"), OPTIONS).flagged


def test_the_currency_of_a_file_is_the_one_its_amounts_name_or_that_is_given():
    rows = ("a,€1,New", "b,2,New")
    assert inspect(a_source("name,amount,stage", *rows), OPTIONS).currency == "EUR"
    assert inspect(a_source("name,amount,stage", "a,1,New"), OPTIONS).currency is None
    assert inspect(a_source("name,amount,stage", *rows, "c,$3,New"), OPTIONS, currency="USD").questions == ()


def test_a_question_for_the_amount_says_which_column_is_weighted_already():
    [question] = inspect(a_source("name,stage,Expected Revenue,Total", "Acme,Lead,5,6"), OPTIONS).questions
    assert question.text.startswith("no header names the amount; which column is it? 'Expected Revenue' is mostly the")
    assert question.choices == ("Total",)


def test_what_a_refusal_rules_out_as_the_amount_is_offered_by_no_question():
    header = "id,name,stage,close date,Net Value (weighted),Order Value,Total Hours,Total Days"
    [question] = inspect(a_source(header, "1,a,Demo,2026-12-01,10,0,5,7"), OPTIONS).questions
    assert question.choices == ()
    assert "no column is left that may be it; export it again with one; 'Net Value (weighted)' is" in question.text


@pytest.mark.parametrize(
    ("name", "percent", "kind", "sure"),
    [
        ("Proposal Delivered", "60%", StageKind.OPEN, True),
        ("Live demo", "", StageKind.OPEN, False),
        ("Renewal Discussion", "", StageKind.OPEN, False),
        ("Delivery", "100%", StageKind.POST_SALE, True),
        ("Post-sale", "", StageKind.POST_SALE, True),
        ("Post-sale", "100%", StageKind.POST_SALE, True),
        ("Post-sale", "70%", StageKind.OPEN, True),
    ],
)
def test_a_stage_comes_after_the_sale_where_its_name_says_that_alone_or_its_rows_say_it_too(name, percent, kind, sure):
    [stage] = inspect(a_source("name,amount,stage,close %", f"a,1,{name},{percent}"), OPTIONS).stages
    assert (stage.kind, stage.sure) == (kind, sure)


def test_flags_of_a_crm_say_what_a_stage_is_where_they_agree():
    header = "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon"
    rows = ["1,a,Signed off,1,2025-01-02,true,true", "2,b,Dropped,1,2025-01-02,true,false"]
    rows += ["3,c,Pitch,1,2025-01-02,false,false", "4,d,Either,1,2025-01-02,true,true"]
    found = inspect(a_source(header, *rows, "5,e,Either,1,2025-01-02,true,false"), OPTIONS)
    assert [(one.name, one.kind, one.sure) for one in found.stages] == [
        ("Signed off", StageKind.WON, True),
        ("Dropped", StageKind.LOST, True),
        ("Pitch", StageKind.OPEN, True),
        ("Either", StageKind.OPEN, False),
    ]


def test_the_one_flag_of_hubspot_says_which_stages_are_won():
    rows = ["1,a,Signed off,1,true", "2,b,Pitch,1,false"]
    found = inspect(a_source("Record ID,Deal Name,Deal Stage,Amount,Is Closed Won", *rows), OPTIONS)
    assert [(one.kind, one.sure) for one in found.stages] == [(StageKind.WON, True), (StageKind.OPEN, False)]


def test_a_status_says_what_a_stage_is_unless_what_is_decided_keeps_its_stage():
    rows = ["a,1,Pitch,Open", "b,1,Signed off,Won", "c,1,Signed off,Won", "d,1,Dropped,Lost", "e,1,Dropped,Lost"]
    found = inspect(a_source("name,amount,stage,status", *rows, "f,1,Once,Lost"), OPTIONS)
    assert [one.kind.value for one in found.stages] == ["open", "won", "lost", "open"]
    kept = inspect(a_source("name,amount,stage,status", *rows, "f,1,Pitch,Lost"), OPTIONS)
    assert [(one.kind.value, one.sure) for one in kept.stages] == [("open", True), ("won", True), ("open", False)]
    empty = inspect(a_source("name,amount,stage,status", *rows, "f,1,Signed off,"), OPTIONS)
    assert [one.kind.value for one in empty.stages] == ["open", "won", "lost"]
