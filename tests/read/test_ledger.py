from pipectl.domain.finding import Place
from pipectl.read import ledger as module
from pipectl.read.codes import AMOUNT_EMPTY, MISFIT
from pipectl.read.ledger import Ledger


def test_findings_come_in_the_order_of_files_and_lines():
    ledger = Ledger()
    for file, line, column in (("b", 2, None), ("a", 9, 1), ("b", 1, 3), ("b", 1, 2)):
        ledger.add(MISFIT, Place(file, line, column), "is wrong")
    places = [str(finding.place) for finding in ledger.findings(["b", "a"])]
    assert places == ["b:1:2", "b:1:3", "b:2", "a:9:1"]


def test_the_first_of_a_kind_are_kept_and_all_are_counted():
    ledger = Ledger()
    for line in range(module.KEPT_PER_CODE + 5):
        ledger.add(MISFIT, Place("a", line), "is wrong")
    ledger.add(AMOUNT_EMPTY, Place("a", 1), "is empty", remedy="fill it", field="amount", key="O1")
    found = ledger.findings(["a"])
    assert found.counts == (("DATA001", module.KEPT_PER_CODE + 5), ("DATA101", 1))
    assert len(found.kept) == module.KEPT_PER_CODE + 1
    assert [(one.remedy, one.opportunity) for one in found if one.code == "DATA101"] == [("fill it", "O1")]


def test_of_a_cell_that_is_very_long_not_all_is_kept():
    ledger = Ledger()
    ledger.add(MISFIT, Place("a", 1), "x" * 10_000, key="é" * 10_000)
    ledger.add(MISFIT, Place("a", 2), "x" * 1000, key="")
    first, second = ledger.findings(["a"]).kept
    assert [first.problem, first.opportunity] == ["x" * 999 + "…", "é" * 999 + "…"]
    assert [second.problem, second.opportunity] == ["x" * 1000, ""]
