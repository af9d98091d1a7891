from tests.checks.looking import checked, checked_files, said

HEADER = "id,name,stage,amount,expected close,owner"


def row(number: int, owner: str) -> str:
    return f"{number},Deal {number},Proposal,{number},2026-04-29,{owner}"


def test_names_that_differ_by_case_and_space_alone_are_said_once_for_the_file():
    found = checked(HEADER, *(row(n, name) for n, name in enumerate(["ANN", "Ann", "Ann", "Bo  Li", "Bo Li", "Bo Li"])))
    assert said(found, "DATA309") == [
        "deals.csv: owner has names that are taken as one: 'ANN' as 'Ann', 'Bo  Li' as 'Bo Li'"
    ]


def test_of_many_spellings_the_first_are_quoted():
    found = checked(HEADER, *(row(n, name) for n, name in enumerate(["ann", "Ann", "ANN", "aNN", "anN"])))
    assert said(found, "DATA309")[0].endswith("'Ann' as 'ann', 'ANN' as 'ann', 'aNN' as 'ann', 1 more")


def test_names_in_one_spelling_say_nothing():
    assert said(checked(HEADER, row(1, "Ann"), row(2, "Bo"), row(3, "Ann"), row(4, "")), "DATA309") == []


def test_files_are_held_against_each_other():
    found = checked_files((HEADER, row(1, "Ann"), row(2, "Ann")), (HEADER, row(3, "ANN")))
    assert len(said(found, "DATA309")) == 1
