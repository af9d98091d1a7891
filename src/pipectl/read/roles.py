"""What a CRM keeps beside our fields: whether, when and for how much it was won, and when a stage was entered."""

from collections.abc import Mapping
from typing import Any

from ..domain.spec import Stage
from ..domain.values import Outcome
from .chosen import ENTERED, Chosen
from .preset import ROLES
from .stage_days import StageDays
from .stages import StageBook

_ON = {Outcome.WON: "won_on", Outcome.LOST: "lost_on"}


class Roles:
    """Turns the columns of these roles into values of our fields, row by row."""

    def __init__(self, chosen: Chosen, book: StageBook) -> None:
        self._chosen = chosen
        self._read = (*chosen.roles, *(field for field in chosen.located if field.startswith(ENTERED)))
        self._days = StageDays(chosen, book)

    def outcome(self, values: dict[str, Any], stage: Stage | None) -> Outcome | None:
        """The outcome that flags tell; None where there are none, so that the stage's kind counts."""
        told = flagged(values.get("is_won"), values.get("is_closed"))
        if told is not None:
            return told
        archived, kind = values.get("is_active") is False, _kind(stage)
        if archived:
            return None if kind is Outcome.WON else Outcome.LOST
        return _by_days(values) if kind is Outcome.OPEN else None

    def unsaid(self, values: Mapping[str, Any], stage: Stage) -> str:
        """The flag that rules out what the stage's kind says, where nothing says what holds instead; else empty."""
        won, closed, kind = values.get("is_won"), values.get("is_closed"), _kind(stage)
        if closed and won is None and kind is Outcome.OPEN:
            return "is_closed"
        return "is_won" if won is False and closed is None and kind is Outcome.WON else ""

    def apply(self, values: dict[str, Any], cells: list[str]) -> None:
        """Replace the values of roles by those of the fields they stand for."""
        if not self._read:
            return
        told = {role: values.pop(role) for role in self._read if role in values}
        outcome = values.get("outcome")
        day = told.get(_ON.get(outcome, "")) if outcome else None
        if day is not None:
            values["closed"] = day
        if outcome is Outcome.WON and "won_amount" in told:
            values["amount"] = told["won_amount"]
        entered = self._days.day(values.get("stage", ""), told, cells)
        if entered is not None:
            values.setdefault("stage_changed", entered)

    @property
    def said(self) -> tuple[str, ...]:
        """What is not known of some rows, in words."""
        return self._days.said

    def position(self, role: str) -> int:
        """The column of a role that there is."""
        return self._chosen.roles[role]

    def closed_at(self, outcome: Outcome | None) -> int:
        """The column that says when an opportunity of this outcome was closed."""
        return closed_at(self._chosen, outcome)


def flagged(won: Any, closed: Any) -> Outcome | None:
    """The outcome that two flags tell, each True, False or neither; None where they leave it open."""
    if won is True:
        return Outcome.WON
    if closed is False:
        return Outcome.OPEN
    return Outcome.LOST if closed is True and won is False else None


def _by_days(values: Mapping[str, Any]) -> Outcome | None:
    """The outcome that the day it was won or the one it was lost tells, the later of both."""
    days = [(values[on], outcome) for outcome, on in _ON.items() if on in values]
    return max(days, key=lambda each: each[0])[1] if days and len({day for day, _ in days}) == len(days) else None


def _kind(stage: Stage | None) -> Outcome | None:
    return None if stage is None else stage.kind.outcome


def closed_at(chosen: Chosen, outcome: Outcome | None) -> int:
    """The column of the day an opportunity of this outcome was closed, else of its expected close.

    Raises:
        KeyError: the file has none.
    """
    role = _ON.get(outcome) if outcome else None
    if role in chosen.roles:
        return chosen.roles[role]
    return chosen.columns["closed"] if "closed" in chosen.columns else chosen.columns["expected_close"]


def fields(chosen: Chosen) -> set[str]:
    """The fields that columns of a role stand for."""
    found = {"closed"} if {"won_on", "lost_on"} & chosen.roles.keys() else set()
    found |= {"stage_changed"} if chosen.entered else set()
    return found | ({"status"} if any(ROLES[role] == "flag" for role in chosen.roles) else set())
