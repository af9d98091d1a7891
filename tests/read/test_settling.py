from datetime import date
from decimal import Decimal

from pipectl.domain.spec import DateOrder, PercentScale
from pipectl.read.dialect import layout
from pipectl.read.settling import Settings, readers, resolve
from pipectl.read.stages import StageBook
from pipectl.read.survey import survey

from .exports import a_spec

TEXT = "name,stage,amount,created,close %,close date\nAcme,P,1.234,02/03/2025,1,31.01.2025\n"


def resolved(settings, text=TEXT):
    found = layout("deals.csv", text, None, {})
    _, result = survey("deals.csv", text, found, readers(settings, StageBook(a_spec())), lambda _: None)
    return resolve(result.profiles, found.chosen, settings)


def test_every_open_column_has_its_question():
    assert [one.field for one in resolved(Settings()).questions] == ["amount", "created", "probability"]


def test_settings_answer_them():
    found = resolved(Settings(DateOrder.MDY, "de", PercentScale.PERCENT))
    assert found.questions == ()
    assert found.values["amount"] == {"1.234": Decimal(1234)}
    assert found.values["created"] == {"02/03/2025": date(2025, 2, 3)}
    assert found.values["expected_close"] == {"31.01.2025": date(2025, 1, 31)}
    assert found.values["probability"] == {"1": Decimal("0.01")}


def test_stages_resolve_to_those_of_pipeline_yaml():
    assert resolved(Settings()).values["stage"]["P"].stage.name == "Proposal"
