from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.cells import loose
from pipectl.domain.opportunity import FIELDS
from pipectl.domain.spec import StageKind
from pipectl.spec.loader import load_spec
from pipectl.spec.schema import MODELINE
from pipectl.spec.writer import ProposedStage, in_quotes, pipeline_yaml

OPEN = ProposedStage("Lead", probability=Decimal("0.1"))


def test_what_init_writes_begins_with_the_modeline_and_explains_itself():
    text = pipeline_yaml("Mine", "USD", [OPEN], {}, {}, None)
    assert text.splitlines()[0] == MODELINE
    assert text.endswith("\n")
    assert "# checks:" in text
    assert "# quotas:" in text
    assert load_spec(text, "x").columns.headers() == {}


def test_everything_proposed_is_read_back():
    text = pipeline_yaml(
        "Mine",
        "EUR",
        [OPEN, ProposedStage("Won", StageKind.WON, Decimal(1)), ProposedStage("Lost", StageKind.LOST)],
        {"name": "Topic", "amount": "Est. revenue: €"},
        {"date_order": "dmy", "locale": "de_DE"},
        ("2026-Q4", "500000.50"),
    )
    spec = load_spec(text, "x")
    assert (spec.name, spec.currency) == ("Mine", "EUR")
    assert [(stage.name, stage.kind, stage.probability) for stage in spec.stages] == [
        ("Lead", StageKind.OPEN, Decimal("0.1")),
        ("Won", StageKind.WON, Decimal(1)),
        ("Lost", StageKind.LOST, None),
    ]
    assert spec.columns.headers() == {"name": "Topic", "amount": "Est. revenue: €"}
    assert spec.columns.date_order == "dmy"
    assert (spec.quotas[0].period, spec.quotas[0].amount) == ("2026-Q4", Decimal("500000.50"))


def test_text_that_cannot_be_seen_is_escaped_and_letters_are_not():
    assert in_quotes('Größe "x"\\\n\t\x1b\u202e\u200b\ufeff') == '"Größe \\"x\\"\\\\\\n\\t\\x1b\\u202e\\u200b\\ufeff"'
    assert in_quotes("\ud800") == '"\\ufffd"'


hostile = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    [
        "null",
        "~",
        "1",
        "0.1",
        "yes",
        "2026-01-01",
        "12:30:00",
        "<<",
        "*a",
        "&a",
        "!!int 1",
        "- a",
        "a: b",
        "# c",
        "{a}",
        "[b]",
        "%x",
        "@x",
        "'",
        '"',
        "\\",
        "\x00",
        "\x85",
        "\u2028",
        "a\r\nb",
        " a ",
        "\ufeff",
        "\U0001f600",
        "---",
        "...",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    hostile,
    st.lists(hostile, min_size=1, max_size=6, unique_by=loose),
    st.dictionaries(st.sampled_from(FIELDS), hostile, max_size=8),
)
def test_any_foreign_text_is_read_back_as_it_was(name, stages, headers):
    columns = {
        field: header
        for field, header in headers.items()
        if list(map(loose, headers.values())).count(loose(header)) == 1
    }
    text = pipeline_yaml(name, None, [ProposedStage(stage) for stage in stages], columns, {}, None)
    spec = load_spec(text.encode(), "x")
    assert spec.name == name
    assert [stage.name for stage in spec.stages] == stages
    assert spec.columns.headers() == columns
