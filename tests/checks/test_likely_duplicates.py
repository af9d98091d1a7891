import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.checks.baseline import baseline_of
from tests.checks.looking import checked, checked_files, said

HEADER = "id,name,account,stage,amount,created,expected close"
ONE = "1,Acme seats,Acme,Proposal,500,2026-01-05,2026-04-30"


def pairs(*lines, header=HEADER):
    return said(checked(header, *lines), "DATA306")


def test_two_of_the_same_account_and_amount_near_in_time_are_named_once_at_the_second():
    assert pairs(ONE, "2,Seats for Acme, ACME ,Qualified,500.00,2026-01-12,2026-06-30") == [
        "deals.csv:3:3: account 'ACME' with amount 500.00 also stands at deals.csv:2 (id '1'), created 7 days apart"
    ]


@pytest.mark.parametrize(
    "other",
    [
        "2,Seats,Hooli,Proposal,500,2026-01-05,2026-04-30",
        "2,Seats,Acme,Proposal,501,2026-01-05,2026-04-30",
        "2,Seats,Acme,Proposal,,2026-01-05,2026-04-30",
        "2,Seats,Acme,Proposal,500,2026-01-13,2026-05-08",
        "2,Seats,Acme,Proposal,500,,",
        "1,Acme seats,Acme,Proposal,500,2026-01-05,2026-04-30",
    ],
)
def test_another_account_amount_or_time_and_the_same_id_are_no_likely_duplicates(other):
    assert pairs(ONE, other) == []


def test_amounts_of_zero_and_missing_ones_say_nothing():
    assert pairs("1,a,Acme,Proposal,0,2026-01-05,", "2,b,Acme,Proposal,0,2026-01-05,") == []
    assert pairs("1,a,Acme,Proposal,,2026-01-05,", "2,b,Acme,Proposal,,2026-01-05,") == []


def test_near_close_dates_suffice_and_the_day_it_closed_counts_once_it_is_decided():
    closing = "1,a,Acme,Won,500,2025-01-05,2026-01-20", "2,b,Acme,Proposal,500,2025-09-05,2026-01-20"
    assert [each[-23:] for each in pairs(*closing)] == ["closing on the same day"]


def test_without_ids_and_accounts_the_name_tells_and_rows_that_are_the_same_are_left_to_the_reader():
    header = "name,stage,amount,created,region"
    row = "Acme,Proposal,500,2026-01-05,EMEA"
    assert pairs(row, row, header=header) == []
    assert pairs(row, "acme,Qualified,500,2026-01-06,EMEA", header=header) == [
        "deals.csv:3:1: name 'acme' with amount 500 also stands at deals.csv:2, created 1 day apart"
    ]
    assert len(pairs(row, "Acme,Proposal,500,2026-01-05,AMER", header=header)) == 1


def test_names_of_opportunities_with_ids_are_no_key():
    assert pairs("1,Renewal,,Proposal,500,2026-01-05,", "2,Renewal,,Proposal,500,2026-01-05,") == []


def test_of_many_alike_neighbours_alone_are_named():
    rows = [f"{n},Deal {n},Acme,Proposal,500,2026-01-05,2026-04-30" for n in range(300)]
    assert len(pairs(*rows)) == 299


def test_pairs_are_found_across_files():
    found = checked_files((HEADER, ONE), (HEADER, "9,Again,Acme,Proposal,500,2026-01-05,"))
    assert [each.partition(" account")[0] for each in said(found, "DATA306")] == ["2.csv:2:3:"]


#: Accounts, amounts and days of which a few coincide.
DEALS = st.tuples(st.sampled_from("AB"), st.sampled_from((5, 6)), st.integers(1, 28), st.integers(1, 28))


@given(st.lists(DEALS, min_size=1, max_size=25))
def test_a_deal_is_in_a_pair_exactly_where_holding_it_against_every_other_one_finds_one(deals):
    rows = [
        f"{number},d,{who},Proposal,{amount},2026-01-{created:02},2026-03-{close:02}"
        for number, (who, amount, created, close) in enumerate(deals)
    ]
    found = [re.fullmatch(r"deals.csv:(\d+):3: .* at deals.csv:(\d+) .*", each) for each in pairs(*rows)]
    named = [tuple(sorted(int(line) - 2 for line in each.groups())) for each in found if each]
    assert len(named) == len(set(named)) == len(found)

    def alike(one, other):
        near = abs(one[2] - other[2]) <= 7 or abs(one[3] - other[3]) <= 7
        return one[:2] == other[:2] and near

    truly = {(a, b) for b in range(len(deals)) for a in range(b) if alike(deals[a], deals[b])}
    assert set(named) <= truly
    assert {each for pair in named for each in pair} == {each for pair in truly for each in pair}


@pytest.mark.parametrize("header", [HEADER, HEADER.removeprefix("id,")])
def test_a_pair_is_named_at_the_same_one_of_the_two_whichever_is_read_first(header):
    rows = [
        f"{number},Deal {number},Acme,Proposal,500,2026-01-0{day},2026-04-30"
        for number, day in ((1, 5), (2, 5), (3, 5), (4, 6))
    ]
    rows = [row if header is HEADER else row.partition(",")[2] for row in rows]
    found = [checked(header, *order).findings for order in permutations(rows)]
    named = {tuple(sorted(baseline_of(one for one in each if one.code == "DATA306").items())) for each in found}
    assert len(named) == 1
    assert [(each.opportunity or "")[-1] for each, _ in named.pop()] == ["2", "3", "4"]


def test_the_two_ids_that_salesforce_has_for_a_record_are_the_same_id():
    row = ",Seats,Acme,Proposal,500,2026-01-05,2026-04-30"
    assert pairs(f"0065g00000AbCdE{row}", f"0065g00000AbCdEAAV{row}") == []
    assert len(pairs(f"0065g00000AbCdE{row}", f"0065g00000abcde{row}")) == 1
