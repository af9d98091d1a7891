from pipectl.domain.finding import KEPT_PER_CODE, About, Place
from pipectl.domain.ledger import Ledger
from pipectl.read.codes import AMOUNT_EMPTY, ENCODING_ASSUMED, MISFIT


def test_findings_come_in_the_order_of_files_and_lines():
    ledger = Ledger()
    for file, line, column in (("b", 2, None), ("a", 9, 1), ("b", 1, 3), ("b", 1, 2)):
        ledger.add(MISFIT, Place(file, line, column), "is wrong")
    places = [str(finding.place) for finding in ledger.findings(["b", "a"])]
    assert places == ["b:1:2", "b:1:3", "b:2", "a:9:1"]


def test_the_first_of_a_kind_are_kept_and_all_are_counted():
    ledger = Ledger()
    for line in range(KEPT_PER_CODE + 5):
        ledger.add(MISFIT, Place("a", line), "is wrong")
    ledger.add(AMOUNT_EMPTY, Place("a", 1), "is empty", remedy="fill it", field="amount", about=About("O1", "Ann"))
    found = ledger.findings(["a"])
    assert found.counts == (("DATA001", KEPT_PER_CODE + 5), ("DATA101", 1))
    assert len(found.kept) == KEPT_PER_CODE + 1
    assert [one[4:] for one in found if one.code == "DATA101"] == [("fill it", "amount", "O1", "Ann", None)]


def test_rows_with_an_error_or_a_warning_are_flagged_once_each_whether_their_findings_are_kept_or_not():
    ledger = Ledger(keep=1)
    for _ in range(3):
        for line in (2, 900, 4):
            ledger.add(AMOUNT_EMPTY, Place("a", line, 3), "is empty")
    ledger.add(ENCODING_ASSUMED, Place("a", 5), "is taken for another")
    found = ledger.findings(["a"])
    assert len(found.kept) == 2
    assert [line for line in range(1000) if Place("a", line) in found.flagged] == [2, 4, 900]
    assert Place("b", 2) not in found.flagged
    assert Place("a") not in found.flagged


def test_rows_set_aside_are_counted_by_owner_once_each():
    ledger = Ledger(keep=0)
    ledger.add(AMOUNT_EMPTY, Place("a", 2, 3), "is empty", about=About("O1", "Ann"))
    for line, owner in ((2, "Ann"), (2, "Ann"), (3, "Bo"), (4, None), (5, "Ann")):
        ledger.add(MISFIT, Place("a", line), "is wrong", about=About("O", owner))
    assert ledger.findings(["a"]).flagged.aside == {"Ann": 2, "Bo": 1, None: 1}


def test_of_a_cell_that_is_very_long_not_all_is_kept():
    ledger = Ledger()
    ledger.add(MISFIT, Place("a", 1), "x" * 10_000, about=About("é" * 10_000, "o" * 10_000))
    ledger.add(MISFIT, Place("a", 2), "x" * 1000, about=About(""))
    first, second = ledger.findings(["a"]).kept
    assert [first.problem, first.opportunity, first.owner] == ["x" * 999 + "…", "é" * 999 + "…", "o" * 999 + "…"]
    assert [second.problem, second.opportunity] == ["x" * 1000, ""]
