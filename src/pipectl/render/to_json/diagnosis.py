"""What `doctor` says as the plain tree that JSON is written from."""

from ...domain.diagnosis import (
    CheckFound,
    DataFound,
    Diagnosis,
    FileFound,
    Machine,
    PlanFound,
    Problem,
    Surroundings,
)
from ...domain.verdict import WaiverLine
from .parts import Tree, not_run, period, place, rows


def tree(found: Diagnosis) -> Tree:
    """Everything `pipectl doctor` says."""
    return {
        "schema": "pipectl.doctor/1",
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "machine": _machine(found.machine),
        "surroundings": _surroundings(found.surroundings),
        "plan": _plan(found.plan),
        "data": _data(found.data),
        "checks": [_check(each) for each in found.checks],
        "waivers": [_waiver(each) for each in found.waivers],
        "not_run": [not_run(each) for each in found.not_run],
        "problems": [_problem(each) for each in found.problems],
        "report": found.line,
    }


def _machine(found: Machine) -> Tree:
    return found._asdict() | {"packages": [each._asdict() for each in found.packages]}


def _surroundings(found: Surroundings) -> Tree:
    return {
        "width": {"columns": found.width, "by": found.width_by},
        "colour": {"on": found.colour, "by": found.colour_by},
        "all_signs": found.all_signs,
        "streams": [each._asdict() for each in found.streams],
        "file_names": found.file_names,
        "locale": {"name": found.locale, "encoding": found.locale_encoding},
        "utf8_mode": found.utf8_mode,
        "build": None if found.build is None else found.build._asdict(),
        "step_summary": found.summary,
        "variables": dict(found.variables),
        "ignored": dict(found.ignored),
    }


def _plan(found: PlanFound) -> Tree:
    return found._asdict()


def _data(found: DataFound) -> Tree:
    return {
        "by": found.by,
        "files": [_file(each) for each in found.files],
        "opportunities": found.opportunities,
        "currencies": found.currencies,
        "finding_counts": dict(found.findings),
    }


def _file(found: FileFound) -> Tree:
    told = found._asdict() | {"rows": None if found.rows is None else rows(found.rows)}
    columns = [{"field": field, "header": header} for field, header in found.columns]
    lists = {name: list(told[name]) for name in ("told_by", "unused", "settled")}
    return told | lists | {"columns": columns}


def _check(found: CheckFound) -> Tree:
    lists = {name: list(getattr(found, name)) for name in ("bounds", "lacking", "filters")}
    where = None if found.place is None else place(found.place)
    return found._asdict() | lists | {"answer": found.answer.value, "place": where}


def _waiver(found: WaiverLine) -> Tree:
    waiver = found.waiver
    return {
        "check": waiver.check,
        "who": waiver.who,
        "reason": waiver.reason,
        "until": waiver.until,
        "state": found.state.value,
    }


def _problem(found: Problem) -> Tree:
    return {
        "level": found.level.value,
        "about": found.about,
        "text": found.text,
        "details": list(found.details),
        "kinds": list(found.kinds),
    }
