import pytest

from pipectl.domain.errors import HeaderProblem

from .exports import codes, read


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("name,stage,amount", ["A,P,1,234", "B,P,999", "C,P,12,500"]),
        ("name,stage,amount,owner", ["A,P,$1,234.50,Ann", "B,P,$5,678.00,Bo"]),
        ("name,stage,amount,owner", ["A,P,1234,50,Ann", "B,P,5,00,Bo"]),
        ("name,stage,amount,owner,", ["A,P,1,234,Ann", "B,P,5,678,Bo", "C,P,700,Cy,"]),
        ("name,stage,amount,close %", ["A,P,1234,50,40%", "B,P,5,00,30"]),
    ],
)
def test_amounts_without_quotes_around_their_comma_are_refused_before_half_of_them_is_read(header, rows):
    with pytest.raises(
        HeaderProblem, match=r"^deals.csv:2:3: rows have more cells .* '\$?1(234)?' and the next cell '"
    ):
        read(header, *rows)


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("name,stage,amount,owner", ["A,P,1234,Ann,x", "B,P,5,Bo,y"]),
        ("name,stage,amount,close %", ["A,P,1234,50,x", "B,P,5,40,y"]),
        ("name,stage,amount,,", ["A,P,1,,x", "B,P,5,,y"]),
        ("name,stage,amount,owner,", ['A,P,"1,234.00",Ann,5', 'B,P,"5,678.00",Bo,67']),
        ("name;stage;amount", ["A;P;1;234", "B;P;5;678"]),
    ],
)
def test_other_rows_that_go_on_behind_the_headers_are_kept(header, rows):
    assert codes(read(header, *rows)) == []
