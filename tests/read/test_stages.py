import pytest

from pipectl.domain.values import Outcome
from pipectl.read.stages import StageBook, may_be_slip, named_outcome, status

from .exports import a_spec


@pytest.fixture
def book():
    return StageBook(a_spec())


@pytest.mark.parametrize("text", ["Proposal", " P ", "PROPOSAL", "closed  WON"])
def test_a_stage_is_known_by_name_alias_and_without_regard_to_case_and_space(book, text):
    known = book.stage(text)
    assert known.trouble is None
    assert known.stage.name in ("Proposal", "Closed Won")


def test_an_unknown_stage_gets_a_suggestion(book):
    trouble = book.stage("Clossed Wonn").trouble
    assert trouble.says == "is no stage of pipeline.yaml"
    assert trouble.remedy.startswith("did you mean 'Closed Won'?")


def test_a_stage_like_no_other_gets_no_suggestion(book):
    assert book.stage("Xyz").trouble.remedy == ""


def test_an_empty_cell_is_no_stage_and_no_trouble(book):
    assert (book.stage(" ").stage, book.stage(" ").trouble) == (None, None)


def test_an_unknown_stage_at_loss_is_no_trouble(book):
    assert book.lost_from("Nowhere").trouble is None
    assert book.lost_from("P").stage.name == "Proposal"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("Open", Outcome.OPEN), ("in-progress", Outcome.OPEN), ("CLOSED WON", Outcome.WON), ("Abandoned", Outcome.LOST)],
)
def test_a_status_says_the_outcome(text, outcome):
    assert status(text).outcome is outcome


def test_an_unknown_status_gets_a_suggestion():
    trouble = status("wonn").trouble
    assert trouble is not None
    assert trouble.remedy.startswith("did you mean 'won'?")
    assert status("").trouble is None


def test_the_stand_in_is_the_first_stage_of_an_outcome(book):
    assert book.stand_in(Outcome.OPEN).name == "Discovery"
    assert book.stand_in(Outcome.LOST).name == "Closed Lost"


def test_a_very_long_cell_is_no_misspelled_stage(book):
    trouble = book.stage("Discovery" + " Discovery" * 30).trouble
    assert trouble is not None
    assert trouble.remedy == ""


def test_of_thousands_of_unknown_stages_only_the_first_are_compared_with_the_known_ones(book):
    troubles = [book.stage(f"Propsal{number}").trouble for number in range(1500)]
    assert [bool(trouble and trouble.remedy) for trouble in troubles] == [True] * 1000 + [False] * 500


def test_a_misspelled_status_is_not_said_to_be_an_alias_of_a_stage():
    trouble = status("wonn").trouble
    assert trouble is not None
    assert trouble.remedy == "did you mean 'won'? correct it"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Closed Won", "won"), ("7. Closed - Lost", "lost"), ("Deal won", "won"), ("Abgeschlossen verloren", "lost"),
        ("Won't close", None), ("Not won yet", None), ("Won by competitor", None), ("Verbal Won", None),
        ("Nearly lost", None), ("Lost contact - retry", None), ("Win plan agreed", None),
        ("Closed Won - Pending", None),
    ],
)  # fmt: skip
def test_a_name_says_won_or_lost_where_it_says_nothing_else(name, outcome):
    found = named_outcome(name)
    assert (found and found.value) == outcome


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Hagling", "Haggling", True),
        ("Phase 1", "Phase 2", False),
        ("Closed Lost (Sales)", "Closed Won (Sales)", False),
    ],
)
def test_neither_digits_nor_won_and_lost_are_misspellings_of_each_other(one, other, may):
    assert may_be_slip(one, other) is may


@pytest.mark.parametrize("text", ["1 - Proposal", "2. proposal", "03_Proposal", "(4) Proposal", "5) P", "06 Proposal"])
def test_a_number_in_front_of_a_stage_changes_nothing(book, text):
    assert book.stage(text).stage.name == "Proposal"


def test_a_stage_that_has_the_number_in_its_name_is_taken_first():
    stages = [{"name": "Call"}, {"name": "1. Call"}, {"name": "Won", "kind": "won"}]
    book = StageBook(a_spec(stages=stages))
    found = [book.stage(text).stage for text in ("1. Call", "2. Call", "Call", "30-60 days")]
    assert [stage and stage.name for stage in found] == ["1. Call", "Call", "Call", None]


@pytest.mark.parametrize("text", ["Not won", "Closed", "close", "Closed - not won", "Nearly won", "Closed Lozt Won"])
def test_nothing_decided_is_suggested_for_a_negated_or_ambiguous_name(text):
    stages = [{"name": "Open"}, {"name": "Won", "kind": "won"}, {"name": "Closed Won", "kind": "won"}]
    lost = {"name": "Closed Lost", "kind": "lost", "aliases": ["Lose", "Lost"]}
    trouble = StageBook(a_spec(stages=[*stages, lost])).stage(text).trouble
    assert trouble is not None
    assert trouble.remedy == ""


@pytest.mark.parametrize(
    ("text", "meant"), [("Clossed Lots", "Closed Lost"), ("Closed Wonn", "Closed Won"), ("Discovry", "Discovery")]
)
def test_a_misspelled_stage_of_the_same_outcome_is_suggested(book, text, meant):
    assert book.stage(text).trouble.remedy.startswith(f"did you mean '{meant}'?")


@pytest.mark.parametrize("text", ["not won", "not lost"])
def test_no_status_is_suggested_for_a_negated_one(text):
    trouble = status(text).trouble
    assert trouble is not None
    assert trouble.remedy == ""
