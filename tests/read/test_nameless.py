from pipectl.read.reader import read_pipeline

from .exports import OPTIONS, a_source, a_spec, read

HEADER = "name,stage,amount"
UNTOLD = a_spec(currency=None)


def _decided(*files, spec=UNTOLD):
    sources = [a_source(HEADER, *lines, name=f"{at}.csv") for at, lines in enumerate(files)]
    return [one.decisive for one in read_pipeline(sources, spec, OPTIONS).files]


def test_a_file_that_names_no_currency_says_that_it_counts_in_that_of_another():
    told, untold = _decided(["a,P,1.00 €"], ["b,P,2000", "c,P,3000", "d,P,", "e,P,0"])
    assert told == ()
    said = "2 amounts that name no currency count as EUR, like the others; currency in pipeline.yaml may say another"
    assert untold == (said,)


def test_a_row_that_names_no_currency_among_others_is_said():
    found = read("name,stage,amount,currency", "a,P,1,EUR", "b,P,2,", spec=UNTOLD).files[0]
    said = "1 amount that names no currency counts as EUR, like the others; currency in pipeline.yaml may say another"
    assert found.decisive == (said,)
    assert said in found.settled


def test_nothing_is_said_of_amounts_without_a_currency_where_none_or_several_or_pipeline_yaml_name_one():
    assert _decided(["a,P,1"], ["b,P,2"]) == [(), ()]
    assert _decided(["a,P,1 €"], ["b,P,2"], ["c,P,3 PLN"]) == [(), (), ()]
    assert _decided(["a,P,1 €"], ["b,P,2"], spec=a_spec(currency="EUR")) == [(), ()]
