import pytest

from pipectl.read.formats.evidence import Question, Verdict, counted, weigh


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (0, 0, Verdict.NEITHER), (1, 0, Verdict.FIRST), (0, 1, Verdict.SECOND), (1, 1, Verdict.BOTH),
        (19, 1, Verdict.BOTH), (20, 1, Verdict.FIRST), (2, 40, Verdict.SECOND),
    ],
)  # fmt: skip
def test_one_side_settles_a_column_alone_or_twenty_to_one(first, second, verdict):
    assert weigh(first, second) is verdict


def test_a_question_says_what_settles_it():
    question = Question("created", "Created", "?", ("dmy", "mdy"), "columns.date_order", "--date-order")
    assert question.remedy == "use --date-order dmy or mdy, or set columns.date_order in pipeline.yaml"


def test_a_question_without_option_names_the_setting():
    assert (
        Question("currency", "", "?", ("USD", "EUR"), "currency", "").remedy
        == "set currency: USD or EUR in pipeline.yaml"
    )


def test_votes_are_counted_in_words():
    assert (counted(1), counted(12345)) == ("1 value settles it", "12,345 values settle it")
