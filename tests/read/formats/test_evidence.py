import pytest

from pipectl.read.formats.evidence import Question, Verdict, Votes, agreed, counted, weigh


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


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (Votes(1, 0), Votes(0, 90), Verdict.FIRST),
        (Votes(1, 9), Votes(1, 0), Verdict.BOTH),
        (Votes(0, 0), Votes(0, 2), Verdict.SECOND),
        (Votes(0, 90), Votes(0, 1), Verdict.NEITHER),
        (Votes(0, 0), Votes(0, 0), Verdict.NEITHER),
    ],
)
def test_bad_rows_are_heard_where_sound_ones_say_nothing_and_only_if_they_agree(first, second, verdict):
    assert agreed(first, second) is verdict


def test_it_is_said_where_only_bad_rows_settle_a_column():
    assert str(Votes(2, 5)) == "2 values settle it"
    assert str(Votes(0, 5)) == "5 values settle it, in rows that something else speaks against"
