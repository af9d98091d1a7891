from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.domain.kept import Asked, Kept, Was
from pipectl.domain.validation import Fingerprint
from pipectl.read.baseline import read_baseline
from pipectl.render.to_baseline import baseline
from tests.render.samples import NASTY

HEAD = '{"schema": "pipectl.baseline/3", "known": '


def test_what_is_written_reads_back_and_stands_one_a_line_in_a_stable_order(tmp_path):
    known = {Fingerprint("DATA301", "O2"): 1, Fingerprint("DATA101", "Pilot", "Acme"): 3, Fingerprint("DATA307"): 1}
    text = baseline(Kept(known))
    assert text.splitlines() == [
        "{",
        '"schema": "pipectl.baseline/3",',
        '"known": [',
        '  {"code": "DATA101", "opportunity": "Pilot", "account": "Acme", "count": 3},',
        '  {"code": "DATA301", "opportunity": "O2", "count": 1},',
        '  {"code": "DATA307", "count": 1}',
        "]",
        "}",
    ]
    assert baseline(Kept(dict(reversed(known.items())))) == text
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert read_baseline(str(tmp_path / "b.json")) == Kept(known)


def test_foreign_text_reads_back_as_it_was_and_is_harmless_as_it_stands(tmp_path):
    known = {Fingerprint("DATA101", name, name): number for number, name in enumerate(NASTY, 1)}
    text = baseline(Kept(known))
    assert not set(text) & {"\x1b", "\u202e", "\r"}
    assert "::" not in text
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert read_baseline(str(tmp_path / "b.json")) == Kept(known)


def test_nothing_known_is_a_baseline_too(tmp_path):
    (tmp_path / "b.json").write_text(baseline(Kept()), encoding="utf-8")
    assert read_baseline(str(tmp_path / "b.json")) == Kept()


def test_measures_read_back_exactly_with_what_they_are_known_by(tmp_path):
    third = Was(Decimal(1) / 3, Decimal(1), Decimal(3))
    measures = {
        Asked("coverage", "2026-Q4", ("amount>=1", NASTY[0]), "owner", "Ann"): Was(Decimal("-1.50")),
        Asked("win_rate"): third,
    }
    kept = Kept({Fingerprint("DATA101", "O1"): 1}, measures, date(2026, 11, 16), "JPY")
    text = baseline(kept)
    assert '"as_of": "2026-11-16",' in text.splitlines()
    assert '"currency": "JPY",' in text.splitlines()
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert read_baseline(str(tmp_path / "b.json")) == kept


def test_a_baseline_of_the_first_version_is_read_without_measures(tmp_path):
    text = '{"schema": "pipectl.baseline/1", "known": [{"code": "DATA101", "count": 2}]}'
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert read_baseline(str(tmp_path / "b.json")) == Kept({Fingerprint("DATA101"): 2})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: the baseline is no JSON"),
        ('{"schema": "pipectl.baseline/3",\n"known": [}', ":2:11: the baseline is no JSON"),
        ("[]", 'does not say "schema"'),
        ('{"schema": "pipectl.baseline/4", "known": []}', 'does not say "schema": "pipectl.baseline/3"'),
        ('{"schema": "pipectl.baseline/1"}', '"known", a list'),
        (HEAD + '{"a": 1}}', '"known", a list'),
        (HEAD + '[], "more": 1}', "nothing else"),
        (HEAD + "[7]}", "entry 1 is no object"),
        (HEAD + '[{"count": 1}]}', "entry 1 has no code"),
        (HEAD + '[{"code": "DATA101", "count": 1}, {"code": "DATA102", "count": 0}]}', "entry 2 has count '0'"),
        (HEAD + '[{"code": "DATA101", "count": true}]}', "entry 1 has count 'True'"),
        (HEAD + '[{"code": "DATA101", "count": 1.5}]}', "entry 1 has count '1.5'"),
        (HEAD + '[{"code": "DATA101"}]}', "entry 1 has count 'None'"),
        (HEAD + '[{"code": "DATA101", "opportunity": 5, "count": 1}]}', "entry 1 has opportunity '5'"),
        (HEAD + '[{"code": "DATA101", "line": 5, "count": 1}]}', "entry 1 has 'line', which no entry has"),
        (HEAD + '[{"code": "D", "count": 1}, {"code": "D", "count": 1}]}', "entry 2 stands twice: 'D'"),
        (HEAD + '[{"code": "D", "count": 1, "count": 9}]}', "'count' stands twice in one entry"),
        (HEAD + "[" * 100_000, "holds what no baseline does"),
        (HEAD + '[{"code": "D", "count": ' + "9" * 5000 + "}]}", "holds what no baseline does"),
        (HEAD + '[{"code": "D", "count": NaN}]}', "entry 1 has count 'nan'"),
        (HEAD + '[], "as_of": "yesterday"}', "as_of is 'yesterday', which is no day"),
        (HEAD + '[], "currency": "QQQ"}', "currency is 'QQQ', which is none"),
        (HEAD + '[], "currency": ["USD"]}', "which is none"),
        (HEAD + '[], "measures": 5}', '"known", a list'),
        (HEAD + '[], "measures": [5]}', "measure 1 is no object"),
        (HEAD + '[], "measures": [{"metric": "m", "worth": "1"}]}', "measure 1 has 'worth', which no measure has"),
        (HEAD + '[], "measures": [{"value": "1"}]}', "measure 1 has no metric"),
        (
            HEAD + '[], "measures": [{"metric": "m", "where": "a", "value": "1"}]}',
            "measure 1 has no metric, or a period",
        ),
        (
            HEAD + '[], "measures": [{"metric": "m", "value": 1}]}',
            "measure 1 has value '1', which is no number in quotes",
        ),
        (HEAD + '[], "measures": [{"metric": "m", "value": "1e9"}]}', "measure 1 has value '1e9'"),
        (HEAD + '[], "measures": [{"metric": "m"}]}', "measure 1 has value 'None'"),
        (
            HEAD + '[], "measures": [{"metric": "m", "value": "1"}, {"metric": "m", "value": "2"}]}',
            "measure 2 stands twice",
        ),
    ],
)
def test_a_broken_baseline_is_refused_with_what_is_wrong_and_what_to_do(text, said, tmp_path):
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        read_baseline(str(path))
    assert caught.value.message.startswith(str(path))
    assert said in caught.value.message
    assert caught.value.message.endswith(f"--write-baseline {path}")


def test_a_file_that_is_not_there_a_folder_and_no_text_are_refused(tmp_path):
    with pytest.raises(InputProblem, match="there is no such baseline; write it with --write-baseline"):
        read_baseline(str(tmp_path / "none.json"))
    with pytest.raises(InputProblem, match="can't be read"):
        read_baseline(str(tmp_path))
    with pytest.raises(InputProblem, match="can't be read"):
        read_baseline("a\0b")
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputProblem, match="is not UTF-8"):
        read_baseline(str(tmp_path / "b.json"))
