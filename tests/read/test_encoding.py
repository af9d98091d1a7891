import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem, PipectlError, UsageProblem
from pipectl.domain.finding import Level
from pipectl.domain.ledger import Ledger
from pipectl.read import stored
from pipectl.read.encoding import decode
from pipectl.read.source import Source
from pipectl.read.text import line_at

TEXT = "name,amount\nBäta Süd,1\n"


def decoded(data, encoding=None):
    ledger = Ledger()
    result = decode(Source("deals.csv", data), encoding, ledger)
    text = "".join(result.text)
    assert len(text) == result.length
    return text, result.encoding, [(one.code, one.place.line) for one in ledger.findings(["deals.csv"])]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
    ],
)
def test_unicode_is_recognised_by_its_mark_or_its_zero_bytes_without_a_word(data, encoding):
    assert decoded(data) == (TEXT, encoding, [])


def test_what_is_not_utf_8_is_read_as_windows_1252_and_said():
    assert decoded(TEXT.encode("cp1252")) == (TEXT, "Windows-1252", [("DATA201", None)])


def test_a_file_that_is_utf_8_but_for_a_byte_is_warned_of_with_the_line_of_that():
    data = "name,amount\nBäta Süd,1\n".encode() * 3 + b"M\xfcller,1\n" + "Größe,1\n".encode()
    ledger = Ledger()
    result = decode(Source("deals.csv", data), None, ledger)
    assert result.encoding == "Windows-1252"
    [found] = ledger.findings(["deals.csv"])
    assert str(found).startswith(
        "deals.csv:7: DATA206 1 byte is not UTF-8, the first here, so 8 letters beyond ASCII that would be were read as"
    )
    assert found.level is Level.WARNING


def test_letters_of_windows_1252_that_happen_to_look_like_utf_8_are_no_reason_to_warn():
    assert decoded("Ã¤ größer, süß, Übermaß".encode("cp1252"))[2] == [("DATA201", None)]


def test_a_byte_windows_1252_lacks_is_replaced_and_counted_with_its_line():
    text, _, findings = decoded(b"name\nAc\x81me \xff\n")
    assert text == "name\nAc\ufffdme ÿ\n"
    assert findings == [("DATA201", None), ("DATA202", 2)]


def test_a_zero_filled_tail_is_dropped_with_a_finding():
    assert decoded(b"a,b\n1,2\n" + bytes(512)) == ("a,b\n1,2\n", "UTF-8", [("DATA203", 3)])


def test_a_zero_byte_inside_is_removed_with_the_line_it_stands_on():
    assert decoded(b"a,b\n1,A\0cme\n") == ("a,b\n1,Acme\n", "UTF-8", [("DATA204", 2)])


@pytest.mark.parametrize("data", [b"", b"\n\n\r\n", b"\xef\xbb\xbf", bytes(100)])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(InputProblem):
        decoded(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x00\x00\xff", "save the sheet as CSV"),
        (b"\x1f\x8b\x08\x00\xff", "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(1, 32)) * 10, "not a text file"),
        (b"\xff" + os.urandom(0) + bytes([1, 2, 3, 200, 0, 9, 14, 15]) * 50, "not a text file"),
    ],
)
def test_a_binary_file_is_refused_with_what_to_do(data, words):
    with pytest.raises(InputProblem, match=words):
        decoded(data)


def test_an_encoding_that_is_named_is_used():
    assert decoded("Größe".encode("cp437"), "cp437")[:2] == ("Größe", "cp437")


def test_an_encoding_that_does_not_fit_names_the_line():
    with pytest.raises(InputProblem, match=r"deals.csv:2: is not utf-8"):
        decoded(b"name\nB\xe4ta\n", "utf-8")


@pytest.mark.parametrize("encoding", ["klingon", "rot13"])
def test_an_encoding_that_does_not_exist_is_a_usage_problem(encoding):
    with pytest.raises(UsageProblem, match=f"--encoding {encoding}"):
        decoded(b"name", encoding)


def test_lines_end_in_any_of_three_ways_and_nothing_else():
    text = "a\nb\r\nc\rd\u2028\x0ce"
    assert [line_at(text, text.index(letter)) for letter in "abcde"] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"\xef\xbb\xbfname\rAcme\rB\xff\r", None), (b"\xff\xfen\0\r\0a\0\r\0\0\xd8", None)]
)
def test_the_line_of_lost_letters_is_right_where_lines_end_in_carriage_returns(data, encoding):
    assert decoded(data, encoding)[2] == [("DATA202", 3)]


@pytest.mark.parametrize(
    ("data", "encoding", "line"), [(b"name\rAcme\rB\xff\r", "utf-8", 3), (b"name\nB\xff", "idna", 2)]
)
def test_a_byte_that_is_not_of_the_named_encoding_is_found_on_its_line(data, encoding, line):
    with pytest.raises(InputProblem, match=rf"^deals.csv:{line}: is not {encoding}"):
        decoded(data, encoding)


def test_an_encoding_with_a_zero_character_is_none():
    with pytest.raises(UsageProblem, match="is not an encoding"):
        decoded(TEXT.encode(), "utf\0-8")


def outcome(data, encoding, chunk):
    """What becomes of bytes that are read in chunks of a size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "CHUNK", chunk)
        try:
            return decoded(data, encoding)
        except PipectlError as error:
            return str(error)


BYTES = st.lists(
    st.sampled_from(
        [b"a,", b"\n", b"\r", b"\r\n", "é€𝄞".encode(), "ab€\n".encode("utf-16-le"), b"\xff", b"\xf0\x9f", b"\0"]
    ),
    max_size=12,
).map(b"".join)
BEGINNINGS = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", "a,b".encode("utf-16-le") * 4]
)


@settings(max_examples=300)
@given(
    BEGINNINGS,
    BYTES,
    st.none() | st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "cp1252", "shift_jis"]),
    st.integers(1, 5),
)
def test_a_file_is_decoded_alike_in_chunks_of_any_size(begin, data, encoding, chunk):
    assert outcome(begin + data, encoding, chunk) == outcome(begin + data, encoding, 1 << 18)


@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_is_named_is_read_with_and_without_a_mark(codec, begin):
    if begin or codec == "utf-16-le":
        assert decoded((begin + TEXT).encode(codec), "utf-16") == (TEXT, "utf-16", [])


def test_zero_bytes_that_something_follows_are_inside_however_many_they_are(monkeypatch):
    monkeypatch.setattr(stored, "CHUNK", 3)
    text, _, findings = decoded(b"a,b\n" * 9 + bytes(8) + b"1,2\n" + bytes(7))
    assert (text, findings) == ("a,b\n" * 9 + "1,2\n", [("DATA204", 10), ("DATA203", 11)])


def test_a_file_of_zero_bytes_with_a_line_behind_them_is_no_text():
    with pytest.raises(InputProblem, match="is not a text file"):
        decoded(bytes(1 << 17) + b"a,b\n1,2\n")
