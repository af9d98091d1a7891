"""Second pass: a row's cells to an opportunity under the contract, or all that is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic_core import ValidationError

from ..domain.contract import validator
from ..domain.finding import About, Place
from ..domain.ledger import Ledger
from ..domain.opportunity import DATE_FIELDS, Opportunity
from ..domain.spec import Stage
from ..domain.values import Outcome
from .chosen import Chosen
from .codes import (
    CALLED_TOTAL,
    CLOSED_EARLY,
    CONTRACT,
    NAME_EMPTY,
    OUTCOME_UNSAID,
    STAGE_EMPTY,
    TOTAL,
    Code,
    Trouble,
    quoted,
)
from .exchange import Exchange
from .headers import normal
from .no_words import NO_VALUE, NOT_SAVED, is_error, is_formula
from .remarks import Remarks
from .roles import Roles
from .settling import Resolved
from .stages import Known, StageBook
from .subtotals import Subtotals, called_total

#: Fields that are resolved together, to a stage and an outcome.
_STANDING = ("stage", "status", "lost_from_stage")
#: What an opportunity may be where a flag speaks against its stage and nothing else tells.
_LEFT_OPEN = {"is_closed": "won or lost", "is_won": "open or lost"}


#: Takes the values of a row as a dict; refuses what does not hold with a `ValidationError`.
contract = validator(Opportunity).validate_python


class Problem(NamedTuple):
    """One thing wrong with a row."""

    field: str
    column: int | None
    code: Code
    text: str
    remedy: str = ""


class RowReader:
    """Reads the rows of one file, whose columns are settled."""

    def __init__(
        self,
        file: str,
        chosen: Chosen,
        resolved: Resolved,
        book: StageBook,
        ledger: Ledger,
        exchange: Exchange,
        *,
        is_sheet: bool = False,
    ) -> None:
        columns = chosen.columns
        self._is_sheet = is_sheet
        self._file, self._columns, self._labels, self._book, self._ledger = file, columns, chosen.labels, book, ledger
        located = [(field, at) for field, at in chosen.located.items() if field not in _STANDING]
        self._settled = [(field, at, resolved.values[field]) for field, at in located if field in resolved.values]
        plain = [field for field in columns if field not in resolved.values]
        self._plain = [(field, columns[field]) for field in plain]
        self._roles = Roles(chosen, book)
        self._standing: dict[str, tuple[int, Mapping[str, Any]]] = {
            field: (columns[field], resolved.values[field]) for field in _STANDING if field in columns
        }
        self._exchange, self._subtotals = exchange, Subtotals()
        self._extras = chosen.extras
        self._categories = {} if chosen.preset is None else chosen.preset.categories

    def read(self, line: int, cells: list[str], remarks: Remarks) -> Opportunity | tuple[str, ...]:
        """The opportunity of a row, or why it is set aside; findings go to the ledger."""
        place = Place(self._file, line)
        values, problems = self._values(cells)
        values["place"] = place
        self._add_texts(cells, values)
        problems += self._stand(cells, values)
        self._roles.apply(values, cells)
        foreign, more = self._in_one_currency(cells, values)
        problems += [*more, *self._unnamed(cells, values["name"])]
        total = self._total(cells, values)
        if total is not None and total.code is TOTAL:
            return self._set_aside(place, [total], values)
        if "closed" in values and "created" in values and values["closed"] < values["created"]:
            problems.append(self._closed_early(cells, values))
        try:
            opportunity: Opportunity = contract(values)
        except ValidationError as error:
            problems += self._refused(error, {problem.field for problem in problems}, cells)
        if problems:
            return self._set_aside(place, problems, values)
        remarks.about(opportunity, cells)
        self._say(opportunity, total)
        if foreign:
            self._exchange.count(foreign)
        return opportunity

    @property
    def said(self) -> tuple[str, ...]:
        """What was converted, and what is not known of some rows, in words."""
        return (*self._exchange.said, *self._roles.said)

    def _total(self, cells: list[str], values: Mapping[str, Any]) -> Problem | None:
        """That a row is a total, or is called one and is none; None for any other, which totals may be of."""
        called = called_total(values["name"], cells)
        own = called and _own(values, cells)
        rows = self._subtotals.rows_of(values, called) if called and not own else None
        if called is None or (rows is None and not called.sure):
            self._subtotals.add(values)
            return None
        at = self._columns.get("name", self._columns.get("id"))
        column = None if at is None else at + 1
        said = f"{'the row' if at is None else self._labels[at]} is called {quoted(values['name'])}"
        if rows is not None:
            of = "the row" if rows == 1 else f"{rows:,} rows"
            return Problem("name", column, TOTAL, f"{said}, and its amount is the {called.what} of {of} above")
        self._subtotals.add(values)
        why = f"it has {own} of its own" if own else f"its amount is not the {called.what} of rows above"
        return Problem("name", column, CALLED_TOTAL, f"{said}, and {why}")

    def _say(self, opportunity: Opportunity, found: Problem | None) -> None:
        """Write down what wants a look about a row that is kept."""
        if found is not None:
            place = Place(self._file, opportunity.place.line, found.column)
            self._ledger.add(found.code, place, found.text, field=found.field, about=opportunity.about)

    def _in_one_currency(self, cells: list[str], values: dict[str, Any]) -> tuple[str, list[Problem]]:
        """Convert the amount where it has a rate, and say from which currency."""
        position = self._exchange.position(cells, values)
        found = None if position is None else self._exchange.settle(cells[position], values)
        if isinstance(found, Trouble) and position is not None:
            return "", [self._problem("amount", position, cells, found)]
        return found if isinstance(found, str) else "", []

    def _values(self, cells: list[str]) -> tuple[dict[str, Any], list[Problem]]:
        """The values of the settled columns, and what is wrong with the others."""
        values: dict[str, Any] = {}
        problems = []
        for field, position, known in self._settled:
            value = known[cells[position]]
            if value.__class__ is Trouble:
                problems.append(self._problem(field, position, cells, value))
            elif value is not None:
                values[field] = value
        return values, problems

    def _add_texts(self, cells: list[str], values: dict[str, Any]) -> None:
        """Put the cells that are text into the values, as they stand but for space around them."""
        for field, position in self._plain:
            text = cells[position].strip()
            if text:
                values[field] = text
        if self._categories and "forecast_category" in values:
            said = values["forecast_category"]
            values["forecast_category"] = self._categories.get(normal(said), said)
        if "name" not in values:
            values["name"] = "" if "name" in self._columns else values.get("id", "")
        extra = {label: text for label, position in self._extras if (text := cells[position].strip())}
        if extra:
            values["extra"] = extra

    def _unnamed(self, cells: list[str], name: str) -> Iterator[Problem]:
        """That a row shows an error of its spreadsheet, or a formula without a value, where its name should be."""
        broken = is_error(name)
        if broken or (self._is_sheet and is_formula(name)):
            says, remedy = NOT_SAVED if broken else NO_VALUE
            at = self._columns.get("name", self._columns.get("id", 0))
            yield self._problem("name", at, cells, Trouble(NAME_EMPTY, says, remedy))

    def _stand(self, cells: list[str], values: dict[str, Any]) -> list[Problem]:
        """Put stage and outcome into the values: status and flags outrank the stage's kind."""
        known, problems = self._known(cells)
        stage, outcome = known["stage"].stage, known["status"].outcome
        if outcome is None:
            outcome = self._roles.outcome(values, stage)
            problems += self._unsaid(cells, values, stage)
        if not problems and stage is None and outcome is not None:
            stage = self._book.stand_in(outcome)
        if stage is not None:
            values["stage"] = stage.name
            values["outcome"] = outcome = outcome or stage.kind.outcome
            _lost_from(values, stage, outcome, known["lost_from_stage"])
        if "status" in self._standing:
            values["status"] = cells[self._standing["status"][0]].strip() or None
        return problems

    def _known(self, cells: list[str]) -> tuple[dict[str, Known], list[Problem]]:
        """What the cells of stage and status stand for, and what is wrong with them."""
        known, problems = dict.fromkeys(_STANDING, Known()), []
        for field, (position, table) in self._standing.items():
            one = table[cells[position]]
            if one.__class__ is Trouble:
                problems.append(self._problem(field, position, cells, one))
            else:
                known[field] = one
        return known, problems

    def _unsaid(self, cells: list[str], values: Mapping[str, Any], stage: Stage | None) -> Iterator[Problem]:
        """That a flag and the stage together don't tell the outcome, where they don't."""
        flag = "" if stage is None else self._roles.unsaid(values, stage)
        if flag:
            at = self._columns["stage"]
            says = f"and {self._labels[at]} {quoted(cells[at])} don't say whether it is {_LEFT_OPEN[flag]}"
            yield self._problem(flag, self._roles.position(flag), cells, Trouble(OUTCOME_UNSAID, says))

    def _problem(self, field: str, position: int, cells: list[str], trouble: Trouble) -> Problem:
        text = f"{self._labels[position]} {quoted(cells[position])} {trouble.says}"
        return Problem(field, position + 1, trouble.code, text, trouble.remedy)

    def _closed_early(self, cells: list[str], values: Mapping[str, Any]) -> Problem:
        position, created = self._roles.closed_at(values.get("outcome")), self._columns["created"]
        text = (
            f"{self._labels[position]} {quoted(cells[position])} is before "
            f"{self._labels[created]} {quoted(cells[created])}"
        )
        return Problem("closed", position + 1, CLOSED_EARLY, text)

    def _refused(self, error: ValidationError, known: set[str], cells: list[str]) -> Iterator[Problem]:
        """What the contract refuses, in our words; fields that already have a problem are not named again."""
        for one in error.errors(include_url=False, include_context=False):
            field = str(one["loc"][0]) if one["loc"] else ""
            if field in known or field == "outcome":
                continue
            position = self._columns.get(field, self._columns.get("id" if field == "name" else "status"))
            label = field if position is None else self._labels[position]
            column = None if position is None else position + 1
            if field == "name":
                yield Problem(field, column, NAME_EMPTY, f"{label} is empty")
            elif field == "stage" and known.isdisjoint(_STANDING):
                yield Problem(field, column, STAGE_EMPTY, self._without_stage(cells) or f"{label} is empty")
            elif field != "stage":
                text = "" if position is None else f" {quoted(cells[position])}"
                yield Problem(field, column, CONTRACT, f"{label}{text}: {one['msg'].lower()}")

    def _without_stage(self, cells: list[str]) -> str:
        """That no stage could stand in for the status, where there is one."""
        position = self._columns.get("status")
        if position is None or not cells[position].strip():
            return ""
        return f"there is no stage in pipeline.yaml for {self._labels[position]} {quoted(cells[position])}"

    def _set_aside(self, place: Place, problems: list[Problem], values: Mapping[str, Any]) -> tuple[str, ...]:
        key, name = values.get("id"), values["name"] or None
        about = About(key or name, values.get("owner"), None if key else values.get("account"))
        for one in problems:
            at = Place(place.file, place.line, one.column)
            self._ledger.add(one.code, at, one.text, remedy=one.remedy, field=one.field, about=about)
        return tuple(f"{one.code.code} {one.text}" for one in problems)


def _own(values: Mapping[str, Any], cells: list[str]) -> str:
    """What no row of a total has, in words; empty where a row has nothing of it."""
    if "id" in values and not called_total(values["id"], cells):
        return "an id"
    return "a stage and a date" if "stage" in values and not values.keys().isdisjoint(DATE_FIELDS) else ""


def _lost_from(values: dict[str, Any], stage: Stage, outcome: Outcome, told: Known) -> None:
    """The stage a lost opportunity died in: the one the file tells, else its stage where that is an open one."""
    if told.stage is not None:
        values["lost_from_stage"] = told.stage.name
    elif outcome is Outcome.LOST and stage.kind.outcome is Outcome.OPEN:
        values["lost_from_stage"] = stage.name
