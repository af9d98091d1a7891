"""The same opportunities as each CRM would export them, written by hand from what is known of the exports."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import NamedTuple


class Deal(NamedTuple):
    """One opportunity, as every one of the exports can hold it."""

    name: str
    owner: str
    amount: Decimal
    created: date
    close: date
    percent: int
    stage: str

    @property
    def outcome(self) -> str:
        """open, won or lost."""
        return {"Won": "won", "Lost": "lost"}.get(self.stage, "open")


class Dress(NamedTuple):
    """How one CRM writes a file."""

    columns: dict[str, Callable[[Deal], str]]
    delimiter: str = ","
    end: str = "\r\n"
    encoding: str = "utf-8"
    quoted: bool = False
    footer: tuple[str, ...] = ()

    def write(self, deals: list[Deal]) -> bytes:
        """The file's bytes."""
        stream = io.StringIO()
        made = csv.writer if not self.quoted else partial(csv.writer, quoting=csv.QUOTE_ALL)
        writer = made(stream, delimiter=self.delimiter, lineterminator=self.end)
        writer.writerow(self.columns)
        writer.writerows([cell(deal) for cell in self.columns.values()] for deal in deals)
        stream.write("".join(f"{line}{self.end}" for line in self.footer))
        return stream.getvalue().encode(self.encoding)


STAGES = [("Discovery", 20), ("Proposal", 50), ("Negotiation", 80), ("Won", 100), ("Lost", 0)]


def deals(count: int = 300) -> list[Deal]:
    """Opportunities that differ from run to run in nothing."""
    random = Random(7)
    found = []
    for number in range(count):
        stage, percent = random.choice(STAGES)
        created = date(2025, 6, 1) + timedelta(random.randrange(400))
        close = created + timedelta(random.randrange(5, 200))
        name = ("=Alpha", "Müller & Söhne", 'The "Best", Ltd', "+Plus", "Ørsted")[number % 5] + f" {number}"
        owner = random.choice(["Ann", "Björn", "Chloé"])
        amount = Decimal(random.randrange(100_000, 90_000_000)) / 100
        found.append(Deal(name, owner, amount, created, close, percent, stage))
    return found


def _dollars(deal: Deal) -> str:
    return f"${deal.amount:,.2f}"


def _german(deal: Deal) -> str:
    return f"{deal.amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _us(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _iso_time(day: date) -> str:
    return f"{day}T08:15:00.000+0000"


def _zoho_time(day: date) -> str:
    return f"{day.day} {day:%b}, {day.year} 00:02:00"


def _apostrophe(text: str) -> str:
    return f"'{text}" if text.startswith(("+", "-", "@", "=")) else text


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _pipedrive(headers: str) -> Dress:
    title, owner, value, created, expected, probability, stage, status, account = headers.split("|")
    return Dress(
        {
            title: lambda deal: deal.name,
            owner: lambda deal: deal.owner,
            value: lambda deal: str(deal.amount),
            created: lambda deal: f"{deal.created} 10:20:30",
            expected: lambda deal: str(deal.close),
            probability: lambda deal: str(deal.percent),
            stage: lambda deal: deal.stage,
            status: lambda deal: deal.outcome.title(),
            account: lambda deal: deal.name,
        },
        end="\n",
    )


def _report(headers: str, amount: Callable[[Deal], str], day: Callable[[date], str], footer: tuple[str, ...]) -> Dress:
    name, stage, money, close, probability, created, owner, account = headers.split("|")
    return Dress(
        {
            name: lambda deal: deal.name,
            money: amount,
            close: lambda deal: day(deal.close),
            stage: lambda deal: deal.stage,
            probability: lambda deal: f"{deal.percent}%",
            created: lambda deal: day(deal.created),
            owner: lambda deal: deal.owner,
            account: lambda deal: deal.name,
        },
        quoted=True,
        end="\n",
        footer=footer,
    )


SALESFORCE_FOOTER = (
    "",
    '"Grand Totals (300 records)"',
    '"Confidential Information - Do Not Distribute"',
    '"Copyright © 2000-2025 salesforce.com, inc. All rights reserved."',
)


def _dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


DRESSES: dict[str, list[Dress]] = {
    "salesforce-report": [
        _report(
            "Opportunity Name|Stage|Amount|Close Date|Probability (%)|Created Date|Opportunity Owner|Account Name",
            _dollars, _us, SALESFORCE_FOOTER,
        ),
        _report(
            "Opportunity-Name|Phase|Betrag|Schlusstermin|Wahrscheinlichkeit (%)|Erstelldatum|Opportunity-Inhaber|"
            "Accountname",
            _german, _dotted, (),
        )._replace(delimiter=";", encoding="cp1252"),
        _report(
            "Nom de l'opportunité|Étape|Montant|Date de clôture|Probabilité (%)|Date de création|"
            "Propriétaire de l'opportunité|Nom du compte",
            lambda deal: f"{deal.amount:,.2f}".replace(",", "\u202f").replace(".", ","), _dotted, (),
        )._replace(delimiter=";"),
        _report(
            "Nombre de la oportunidad|Etapa|Importe|Fecha de cierre|Probabilidad (%)|Fecha de creación|"
            "Propietario de la oportunidad|Nombre de la cuenta",
            _german, _dotted, (),
        )._replace(delimiter=";"),
        _report(
            "Nome da oportunidade|Fase|Valor|Data de fechamento|Probabilidade (%)|Data de criação|"
            "Proprietário da oportunidade|Nome da conta",
            _german, _dotted, (),
        )._replace(delimiter=";"),
    ],
    "salesforce-api": [
        Dress(
            {
                "NAME": lambda deal: deal.name,
                "ACCOUNT.NAME": lambda deal: deal.name,
                "AMOUNT": lambda deal: str(deal.amount),
                "STAGENAME": lambda deal: deal.stage,
                "PROBABILITY": lambda deal: str(deal.percent),
                "CLOSEDATE": lambda deal: str(deal.close),
                "CREATEDDATE": lambda deal: _iso_time(deal.created),
                "ISCLOSED": lambda deal: _flag(deal.outcome != "open"),
                "ISWON": lambda deal: _flag(deal.outcome == "won"),
                "OWNER.NAME": lambda deal: deal.owner,
            },
            quoted=True,
            end="\n",
        )
    ],
    "hubspot": [
        Dress(
            {
                "Deal Name": lambda deal: deal.name,
                "Deal Stage": lambda deal: deal.stage,
                "Pipeline": lambda _: "(No value)",
                "Amount": lambda deal: str(deal.amount),
                "Close Date": lambda deal: f"{deal.close} 23:59",
                "Create Date": lambda deal: f"{deal.created} 08:01",
                "Deal owner": lambda deal: deal.owner,
                "Deal probability": lambda deal: str(Decimal(deal.percent) / 100),
                "Associated Company": lambda deal: deal.name,
                "Closed Lost Reason": lambda _: "(No value)",
            },
            delimiter="\t",
            encoding="utf-16",
        )
    ],
    "pipedrive": [
        _pipedrive(
            "Deal - Title|Deal - Owner|Deal - Value|Deal - Deal created|Deal - Expected close date|Deal - Probability|"
            "Deal - Stage|Deal - Status|Deal - Organization"
        ),
        _pipedrive(
            "Deal - Titel|Deal - Besitzer|Deal - Wert|Deal - Deal erstellt|Deal - Voraussichtliches Abschlussdatum|"
            "Deal - Wahrscheinlichkeit|Deal - Phase|Deal - Status|Deal - Organisation"
        ),
    ],
    "dynamics": [
        Dress(
            {
                "(Do Not Modify) Opportunity": lambda _: "",
                "(Do Not Modify) Row Checksum": lambda deal: f"x{abs(deal.percent)}==",
                "Topic": lambda deal: deal.name,
                "Potential Customer": lambda deal: deal.name,
                "Est. close date": lambda deal: _us(deal.close),
                "Est. revenue": lambda deal: "$1.00" if deal.outcome == "won" else _dollars(deal),
                "Actual Revenue": lambda deal: _dollars(deal) if deal.outcome == "won" else "",
                "Status": lambda deal: deal.outcome.title(),
                "Sales Stage": lambda deal: deal.stage,
                "Probability": lambda deal: str(deal.percent),
                "Owner": lambda deal: deal.owner,
                "Created On": lambda deal: f"{_us(deal.created)} 9:30 AM",
            },
            encoding="utf-8-sig",
        )
    ],
    "zoho": [
        Dress(
            {
                "Deal Name": lambda deal: deal.name,
                "Account Name": lambda deal: deal.name,
                "Amount": _dollars,
                "Stage": lambda deal: deal.stage,
                "Closing Date": lambda deal: str(deal.close),
                "Probability (%)": lambda deal: str(deal.percent),
                "Created Time": lambda deal: _zoho_time(deal.created),
                "Deal Owner": lambda deal: deal.owner,
                "Reason For Loss": lambda _: "-None-",
            }
        )
    ],
    "suitecrm": [
        Dress(
            {
                "Opportunity Name": lambda deal: deal.name,
                "Opportunity Amount": _german,
                "Sales Stage": lambda deal: deal.stage,
                "Expected Close Date": lambda deal: f"{deal.close:%d.%m.%Y}",
                "Probability (%)": lambda deal: str(deal.percent),
                "Date Created": lambda deal: f"{deal.created:%d.%m.%Y} 10:00",
                "Assigned User Name": lambda deal: deal.owner,
                "Account Name": lambda deal: deal.name,
            },
            delimiter=";",
            quoted=True,
            encoding="cp1252",
        )
    ],
    "espocrm": [
        Dress(
            {
                "name": lambda deal: _apostrophe(deal.name),
                "amount": lambda deal: str(deal.amount),
                "stage": lambda deal: deal.stage,
                "lastStage": lambda _: "",
                "probability": lambda deal: str(deal.percent),
                "closeDate": lambda deal: str(deal.close),
                "accountName": lambda deal: _apostrophe(deal.name),
                "assignedUserName": lambda deal: deal.owner,
                "createdAt": lambda deal: f"{deal.created} 12:00:00",
            },
            delimiter=";",
            end="\n",
        )
    ],
    "odoo": [
        Dress(
            {
                "Opportunity": lambda deal: deal.name,
                "Salesperson": lambda deal: deal.owner,
                "Customer": lambda deal: deal.name,
                "Expected Revenue": lambda deal: f"{deal.amount:.2f}",
                "Probability": lambda deal: f"{deal.percent}.0",
                "Stage": lambda deal: deal.stage,
                "Expected Closing": lambda deal: str(deal.close),
                "Created on": lambda deal: f"{deal.created} 06:07:08",
                "Active": lambda deal: "False" if deal.outcome == "lost" else "True",
            },
            end="\n",
        )
    ],
    "close": [
        Dress(
            {
                "lead_name": lambda deal: deal.name,
                "status_label": lambda deal: deal.stage,
                "status_type": lambda deal: deal.outcome.replace("open", "active"),
                "value": lambda deal: str(int(deal.amount * 100)),
                "value_period": lambda _: "one_time",
                "confidence": lambda deal: str(deal.percent),
                "date_created": lambda deal: f"{deal.created}T10:00:00.000000+00:00",
                "expected_date": lambda deal: str(deal.close),
                "user_name": lambda deal: deal.owner,
            },
            end="\n",
        )
    ],
    "freshsales": [
        Dress(
            {
                "Deal name": lambda deal: deal.name,
                "Deal value": lambda deal: str(deal.amount),
                "Expected close date": lambda deal: str(deal.close),
                "Probability": lambda deal: str(deal.percent),
                "Owner": lambda deal: deal.owner,
                "Deal pipeline": lambda _: "Default",
                "Deal stage": lambda deal: deal.stage,
                "Account": lambda deal: deal.name,
                "Created at": lambda deal: _iso_time(deal.created),
            }
        )
    ],
    "copper": [
        Dress(
            {
                "name": lambda deal: deal.name,
                "assignee": lambda deal: deal.owner,
                "monetary_value": lambda deal: str(deal.amount),
                "win_probability": lambda deal: str(deal.percent),
                "close_date": lambda deal: _us(deal.close),
                "date_created": lambda deal: _us(deal.created),
                "pipeline_stage": lambda deal: deal.stage,
                "status": lambda deal: deal.outcome.title().replace("Lost", "Abandoned"),
                "company_name": lambda deal: deal.name,
            }
        )
    ],
    "frappe": [
        Dress(
            {
                "organization": lambda deal: deal.name,
                "deal_value": lambda deal: str(deal.amount),
                "probability": lambda deal: str(deal.percent),
                "status": lambda deal: deal.stage,
                "expected_closure_date": lambda deal: str(deal.close),
                "deal_owner": lambda deal: deal.owner,
                "creation": lambda deal: f"{deal.created} 11:12:13.141516",
            }
        )
    ],
}  # fmt: skip
