"""What wants a look about a row that is kept."""

from datetime import date

from ..domain.finding import Place
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from ..domain.record_ids import compared
from ..domain.values import ZERO, Outcome
from .chosen import Chosen
from .codes import (
    AMOUNT_EMPTY,
    AMOUNT_NEGATIVE,
    CLOSE_EARLY,
    CLOSE_EMPTY,
    CLOSED_EMPTY,
    CREATED_LATE,
    ID_TWICE,
    LOST_STAGE_UNKNOWN,
    OPEN_CLOSED,
    ROW_TWICE,
    STAGE_BY_STATUS,
    STATUS_DISAGREES,
    Code,
    quoted,
)
from .roles import closed_at, fields
from .stages import StageBook

#: Flags that follow from the stage in the CRMs that have them.
_OF_STAGE = ("is_won", "is_closed")


class Seen:
    """Ids that were accepted so far of one file, and rows without one of all files."""

    def __init__(self, rows: dict[int, Place]) -> None:
        self.ids: dict[str, Place] = {}
        self.rows = rows


class Remarks:
    """Warnings about the accepted rows of one file."""

    def __init__(self, chosen: Chosen, as_of: date, seen: Seen, ledger: Ledger, book: StageBook) -> None:
        self._chosen, self._columns, self._labels = chosen, chosen.columns, chosen.labels
        self._as_of, self._seen, self._ledger, self._book = as_of, seen, ledger, book
        told = {"status", *_OF_STAGE, "is_active"} & (chosen.columns.keys() | chosen.roles.keys())
        self._standing = "lost_from_stage" in chosen.columns or ("stage" in chosen.columns and bool(told))

    def about(self, opportunity: Opportunity, cells: list[str]) -> None:
        """Write down what wants a look."""
        amount, created, expected = opportunity.amount, opportunity.created, opportunity.expected_close
        if amount is None or amount < ZERO:
            self._amount(opportunity)
        if created is not None and (created > self._as_of or (expected is not None and expected < created)):
            self._created(opportunity, created)
        if expected is None:
            self._close(opportunity)
        if opportunity.closed is not None and opportunity.outcome is Outcome.OPEN:
            self._open_though_closed(opportunity)
        self._twice(opportunity, cells)
        if self._standing:
            self._stage(opportunity, cells)

    def _add(
        self, opportunity: Opportunity, code: Code, field: str, text: str, at: int | None = None, remedy: str = ""
    ) -> None:
        position = self._columns.get(field) if at is None else at
        place = Place(opportunity.place.file, opportunity.place.line, None if position is None else position + 1)
        self._ledger.add(code, place, text, remedy=remedy, field=field, about=opportunity.about)

    def _label(self, field: str) -> str:
        return self._labels[self._columns[field]]

    def _amount(self, opportunity: Opportunity) -> None:
        if opportunity.amount is not None:
            self._add(opportunity, AMOUNT_NEGATIVE, "amount", f"{self._label('amount')} is {opportunity.amount}")
        elif opportunity.outcome is not Outcome.LOST:
            self._add(opportunity, AMOUNT_EMPTY, "amount", f"{self._label('amount')} is empty")

    def _created(self, opportunity: Opportunity, created: date) -> None:
        said, expected = f"{self._label('created')} {created}", opportunity.expected_close
        if expected is not None and expected < created:
            text = f"{self._label('expected_close')} {expected} is before {said}"
            self._add(opportunity, CLOSE_EARLY, "expected_close", text)
        if created > self._as_of:
            self._add(opportunity, CREATED_LATE, "created", f"{said} is after {self._as_of}")

    def _close(self, opportunity: Opportunity) -> None:
        """An opportunity without expected close date: a gap while it is open, or where it has no close date at all."""
        if opportunity.outcome is Outcome.OPEN:
            if "expected_close" in self._columns:
                self._add(opportunity, CLOSE_EMPTY, "expected_close", f"{self._label('expected_close')} is empty")
            return
        if opportunity.closed is None and ("expected_close" in self._columns or "closed" in fields(self._chosen)):
            at = closed_at(self._chosen, opportunity.outcome)
            text = f"is {opportunity.outcome.value} and {self._labels[at]} is empty"
            self._add(opportunity, CLOSED_EMPTY, "closed", text, at)

    def _open_though_closed(self, opportunity: Opportunity) -> None:
        said = f"{self._label('closed')} is {opportunity.closed}"
        self._add(opportunity, OPEN_CLOSED, "closed", f"{said}, yet it is open, in stage {quoted(opportunity.stage)}")

    def _twice(self, opportunity: Opportunity, cells: list[str]) -> None:
        place = opportunity.place
        if opportunity.id is not None:
            first = self._seen.ids.setdefault(compared(opportunity.id), place)
            if first is not place:
                text = f"{self._label('id')} {quoted(opportunity.id)} also stands at {first}"
                self._add(opportunity, ID_TWICE, "id", text)
        elif "id" not in self._columns:
            first = self._seen.rows.setdefault(hash(tuple(cells)), place)
            if first is not place:
                self._add(opportunity, ROW_TWICE, "name", f"the row is the same as the one at {first}")

    def _stage(self, opportunity: Opportunity, cells: list[str]) -> None:
        at = self._columns.get("stage")
        if at is not None and self._wants_teller(opportunity, cells[at]):
            self._against_stage(opportunity, cells, at)
        at = self._columns.get("lost_from_stage")
        if at is not None and cells[at].strip() and opportunity.lost_from_stage is None:
            text = f"{self._label('lost_from_stage')} {quoted(cells[at])} {self._book.unknown}"
            self._add(opportunity, LOST_STAGE_UNKNOWN, "lost_from_stage", text)

    def _wants_teller(self, opportunity: Opportunity, stage: str) -> bool:
        return not stage.strip() or self._book.disagree(opportunity.stage, opportunity.outcome, any_kind=True)

    def _against_stage(self, opportunity: Opportunity, cells: list[str], at: int) -> None:
        """That the stage, which stands in column `at`, is empty or not what the status or a flag says."""
        teller = self._teller(opportunity, cells)
        other = self._chosen.position(teller)
        if other is None:
            return
        stage, label, said = self._label("stage"), self._labels[other], quoted(cells[other])
        if not cells[at].strip():
            by = f"its status {said}" if teller == "status" else f"{label} {said}"
            self._add(opportunity, STAGE_BY_STATUS, "stage", f"{stage} is empty; taken as {opportunity.stage} by {by}")
        elif self._book.disagree(opportunity.stage, opportunity.outcome, any_kind=teller in _OF_STAGE):
            remedy = f"correct one of the two, or the stage's kind in pipeline.yaml; {label} is what counts"
            text = f"{stage} is {quoted(cells[at])}, and {label} {said}"
            self._add(opportunity, STATUS_DISAGREES, "stage", text, remedy=remedy if teller in _OF_STAGE else "")

    def _teller(self, opportunity: Opportunity, cells: list[str]) -> str:
        """The status or flag that says the outcome, the one of two that speaks against the stage; "" for none."""
        if opportunity.status:
            return "status"
        open_stage = not self._book.disagree(opportunity.stage, Outcome.OPEN)
        still = opportunity.outcome is Outcome.OPEN or (opportunity.outcome is Outcome.LOST and open_stage)
        order = ("is_closed", "is_won", "is_active") if still else ("is_won", "is_closed", "is_active")
        roles = self._chosen.roles
        return next((role for role in order if role in roles and cells[roles[role]].strip()), "")
