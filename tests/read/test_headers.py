import pytest

from pipectl.domain.errors import HeaderProblem
from pipectl.domain.opportunity import FIELDS
from pipectl.read.aliases import ALIASES
from pipectl.read.header_refusals import refuse_absent, refuse_missing
from pipectl.read.headers import choose, knows, normal, propose


def test_headers_compare_without_case_space_and_punctuation():
    assert normal("  Close_Date ") == normal("CLOSE  date") == normal("close\ndate") == "close date"


def test_a_percent_sign_is_part_of_a_header():
    assert normal("Close %") == "close percent" != normal("Close")


def test_the_six_columns_of_the_plain_spreadsheet_are_known():
    headers = ["Opportunity Name", "Opportunity Revenue", "Create Date", "Expected Close Date", "Close Percentage",
               "Opportunity Stage"]  # fmt: skip
    assert list(propose(headers)) == list(FIELDS[:6])


def test_closed_date_and_close_date_are_two_fields():
    assert propose(["Closed Date", "Close Date"]) == {"expected_close": "Close Date", "closed": "Closed Date"}


def test_headers_are_never_guessed():
    chosen = choose(["Weighted Value", "Expected Revenue", "Name"], {})
    assert chosen.columns == {"name": 2}
    assert chosen.extras == (("Weighted Value", 0), ("Expected Revenue", 1))


def test_of_two_headers_the_more_usual_one_is_taken_and_said():
    chosen = choose(["Revenue", "Amount"], {})
    assert chosen.columns == {"amount": 1}
    assert chosen.settled == ("amount is read from 'Amount', not from 'Revenue'",)


def test_pipeline_yaml_outranks_the_aliases():
    chosen = choose(["Amount", "Est. Revenue"], {"amount": "est revenue"})
    assert chosen.columns == {"amount": 1}
    assert chosen.settled == ()


def test_a_header_that_pipeline_yaml_names_and_the_file_lacks_is_refused_with_a_suggestion():
    headers = ["Name", "Est. revenue"]
    absent = choose(headers, {"amount": "Est. revenues"}).absent
    with pytest.raises(
        HeaderProblem, match=r"columns\.amount .* names 'Est\. revenues'.* did you mean 'Est\. revenue'\?"
    ):
        refuse_absent("deals.csv:1", headers, absent, {"amount": "Est. revenues"}, "columns.{} in pipeline.yaml")


def test_a_missing_column_is_refused_with_the_line_that_would_name_it():
    headers = ["Name", "Stage", "Deal amounts"]
    with pytest.raises(
        HeaderProblem, match=r'deals.csv:1: no column for: amount .*columns: \{amount: "Deal amounts"\}'
    ):
        refuse_missing("deals.csv", 1, headers, choose(headers, {}).missing)


def test_each_header_is_suggested_once_and_to_the_field_it_fits_best():
    headers = ["Deal sizes", "Stage"]
    with pytest.raises(HeaderProblem, match=r'columns: \{name: "HEADER", amount: "Deal sizes"\}'):
        refuse_missing("deals.csv", 1, headers, choose(headers, {}).missing)


@pytest.mark.parametrize(("name", "file"), [("my deals.csv", "'my deals.csv'"), ("stdin", "-")])
def test_a_missing_column_can_be_asked_about(name, file):
    said = f"`pipectl init --from {file} --column stage=HEADER --column amount=HEADER`, which .* asks where --column"
    with pytest.raises(HeaderProblem, match=said):
        refuse_missing(name, 1, ["Name"], choose(["Name"], {}).missing)


@pytest.mark.parametrize("header", ["Amount (USD)", "Deal size (EUR)", "Revenue in EUR", "Amount €", "amount [in GBP]"])
def test_an_amount_may_name_its_currency(header):
    assert propose([header]) == {"amount": header}


def test_only_an_exact_header_may_name_a_currency():
    headers = ["Name (EUR)", "Weighted amount (EUR)", "Amount (net)", "Amount ALL"]
    assert propose(headers) == {}


def test_an_amount_without_a_currency_in_its_header_comes_first():
    chosen = choose(["Amount (EUR)", "Deal size"], {})
    assert chosen.columns == {"amount": 1}
    assert chosen.settled == ("amount is read from 'Deal size', not from 'Amount (EUR)'",)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Phase", "stage"), ("Sales phase", "stage"), ("Pipeline stage", "stage"), ("Target close", "expected_close"),
        ("Target close date", "expected_close"), ("Close by", "expected_close"), ("Forecast close", "expected_close"),
        ("Prob", "probability"), ("Prob.", "probability"), ("Prob %", "probability"), ("Chance", "probability"),
        ("Chance to close", "probability"), ("Win probability", "probability"), ("Rep", "owner"),
        ("Sales rep", "owner"), ("Salesperson", "owner"), ("Account executive", "owner"), ("Deal owner", "owner"),
        ("OpportunityName", "name"), ("DealValue", "amount"), ("Deal_Value_USD", "amount"), ("Estimated $", "amount"),
        ("Est. $", "amount"), ("Deal $", "amount"), ("Opportunity (EUR)", "amount"),
    ],
)  # fmt: skip
def test_headers_that_spreadsheets_have_are_known(header, field):
    assert propose([header]) == {field: header}


@pytest.mark.parametrize(
    "headers",
    [
        ["Verkaufschance", "Betrag", "Erstellt am", "Abschlussdatum", "Wahrscheinlichkeit (%)", "Phase"],
        [
            "Name der Opportunity",
            "Umsatz",
            "Erstelldatum",
            "Geplanter Abschluss",
            "Wahrscheinlichkeit",
            "Verkaufsphase",
        ],
        ["Opportunity", "Wert", "Angelegt am", "Erwartetes Abschlussdatum", "Abschlusswahrscheinlichkeit", "Phase"],
        ["Nom de l'opportunité", "Montant", "Date de création", "Date de clôture", "Probabilité (%)", "Étape"],
        ["AFFAIRE", "Valeur (€)", "Créée le", "Clôture prévue", "Probabilite", "Etape"],
        ["Oportunidad", "Monto", "Fecha de creación", "Fecha de cierre", "Probabilidad", "Etapa"],
        ["Nombre de la oportunidad", "Importe", "Creado el", "Cierre previsto", "Probabilidad (%)", "Fase"],
        ["Oportunidade", "Valor (BRL)", "Data de criação", "Data de fechamento", "Probabilidade (%)", "Etapa"],
        ["Nome do negócio", "Receita", "Criado em", "Previsão de fechamento", "Probabilidade", "Estágio"],
    ],
)
def test_the_six_columns_of_a_spreadsheet_are_known_in_other_languages(headers):
    assert propose(headers) == dict(zip(FIELDS[:6], headers, strict=True))


@pytest.mark.parametrize(
    "header",
    [
        "Nom",
        "Nombre",
        "Estimated",
        "Erwarteter Umsatz",
        "Jahresumsatz",
        "Chiffre d'affaires",
        "Estado",
        "Stufe",
        "Abschluss",
        "Datum",
        "Fecha",
        "Ingresos esperados",
        "Stage $ x",
        "Total",
    ],
)
def test_headers_that_can_mean_something_else_are_not_known(header):
    assert propose([header]) == {}


def test_a_deal_without_a_currency_behind_it_is_its_name():
    assert propose(["Deal", "Deal $", "Opportunity"]) == {"name": "Opportunity", "amount": "Deal $"}


def test_nothing_is_refused_where_nothing_is_missing():
    chosen = choose(["Id", "Status", "Amount"], {})
    refuse_missing("deals.csv", 1, [], chosen.missing)
    assert chosen.missing == ()


def test_labels_are_unique_and_empty_headers_are_numbered():
    assert choose(["Note", "", "Note", "Note (2)", "Note"], {}).labels == (
        "Note", "column 2", "Note (2)", "Note (2) (2)", "Note (3)",
    )  # fmt: skip


def test_two_columns_of_one_header_are_twins():
    assert choose(["name", "stage", "Name"], {}).twins == (("name", 0, 2),)


def test_every_alias_is_normal_and_names_one_field_only():
    every = [alias for known in ALIASES.values() for alias in known]
    assert [alias for alias in every if normal(alias) != alias] == []
    assert len(set(every)) == len(every)


def test_every_field_is_known_by_its_own_name():
    assert set(ALIASES) == set(FIELDS)
    assert [name for name in FIELDS if propose([name]) != {name: name}] == []


def test_values_are_no_headers():
    assert knows("Deal Value")
    assert not knows("2025-01-01")


def test_the_currency_of_the_very_amount_outranks_the_usual_header():
    headers = ["Name", "Opportunity Amount Currency", "Opportunity Amount", "Currency"]
    assert choose(headers, {}).columns["currency"] == 1
    assert choose(headers, {"currency": "Currency"}).columns["currency"] == 3
    assert choose(["Deal Value", "Currency of Deal Value"], {}).columns["currency"] == 1


def test_amounts_in_the_companys_currency_have_not_that_of_their_opportunity():
    chosen = choose(["Name", "Amount in company currency", "Currency"], {})
    assert "currency" not in chosen.columns
    assert chosen.settled == ("'Amount in company currency' is in the company's currency, not in 'Currency'",)
    assert choose(["Amount", "Amount in company currency", "Currency"], {}).columns["currency"] == 2


@pytest.mark.parametrize(
    "header",
    [
        "Expected Revenue", "Weighted amount", "Weighted Value", "Forecast amount", "Prorated Revenue",
        "Expected deal value", "Expected Revenue (USD)", "Gewichteter Betrag", "Erwarteter Umsatz", "Montant pondéré",
    ],
)  # fmt: skip
def test_an_amount_that_is_weighted_already_is_never_proposed_as_the_amount_and_it_is_said_why(header):
    headers = ["Name", "Stage", header]
    with pytest.raises(HeaderProblem) as refused:
        refuse_missing("deals.csv", 1, headers, choose(headers, {}).missing)
    assert f"; '{header}' is mostly the amount times the close %, and would be weighted twice" in str(refused.value)
    assert 'columns: {amount: "HEADER"}' in str(refused.value)


def test_a_plain_amount_beside_a_weighted_one_is_proposed_without_a_word_of_it():
    headers = ["Name", "Stage", "Expected Revenue", "Deal amounts", "Unweighted amounts"]
    with pytest.raises(HeaderProblem) as refused:
        refuse_missing("deals.csv", 1, headers, choose(headers, {}).missing)
    assert 'columns: {amount: "Deal amounts"}' in str(refused.value)
    assert "weighted twice" not in str(refused.value)


def test_a_header_that_is_not_there_is_not_taken_for_a_weighted_amount():
    headers = ["Name", "Expected Revenue"]
    for named, meant in (("Revenue", ""), ("Expected Revenues", "did you mean 'Expected Revenue'")):
        with pytest.raises(HeaderProblem) as refused:
            refuse_absent("deals.csv:1", headers, ("amount",), {"amount": named}, "columns.{}")
        assert ("did you mean" in str(refused.value)) == bool(meant)
        assert meant in str(refused.value)


def test_account_owner_and_last_activity_have_names_in_other_languages():
    headers = ["empresa", "responsable", "ultima_actividad"]
    assert propose(headers) == {"account": "empresa", "owner": "responsable", "last_activity": "ultima_actividad"}
    headers = ["Firma", "Verantwortlich", "Letzte Aktivität"]
    assert propose(headers) == {"account": "Firma", "owner": "Verantwortlich", "last_activity": "Letzte Aktivität"}


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (("Title", "Stage", "Amount"), "Title"),
        (("Record ID", "Title", "Contact", "Stage", "Amount"), None),
        (("Title", "Email", "Deal name", "Stage"), "Deal name"),
    ],
)
def test_a_title_beside_a_person_is_no_name_of_an_opportunity(headers, name):
    found = choose(headers, {}).columns
    assert (headers[found["name"]] if "name" in found else None) == name
