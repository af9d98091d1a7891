"""The qualification frameworks of the field as data: their elements, what to ask for each, and how columns call it.

Sources: BANT comes from IBM, MEDDIC from PTC (MEDDPICC adds paper process and competition), CHAMP from InsightSquared;
which elements each has follows the Revenue.io and Outreach articles.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..domain.qualification import Element, FrameworkKey, Qualification

_NO_WORD = re.compile(r"[\W_]+")
#: What headers add to the name of an element.
_BEFORE = frozenset(
    {"bant", "meddic", "meddicc", "meddpicc", "champ", "qualification", "is", "has", "the", "deal", "opp"}
)
_BEHIND = frozenset({
    "score", "rating", "grade", "status", "level", "rank", "confirmed", "identified", "known", "defined", "documented",
    "established", "validated", "verified", "qualified", "understood", "c", "yn",
})  # fmt: skip


class Known(NamedTuple):
    """One element of a known framework."""

    key: str
    title: str
    question: str
    headers: tuple[str, ...]
    """What columns call it, normalised; its title is one of them."""


class Framework(NamedTuple):
    """A known framework."""

    key: FrameworkKey
    title: str
    elements: tuple[Known, ...]


def normal(header: str) -> str:
    """A header as it is compared: casefolded, runs of signs and spaces one space."""
    return _NO_WORD.sub(" ", header.casefold()).strip()


def core(header: str) -> str:
    """The same without what headers add to the name of an element: `MEDDIC - Champion score` is `champion`."""
    words = normal(header).split(" ")
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in _BEHIND:
        words = words[:-1]
    return " ".join(words)


def _known(key: str, title: str, question: str, *headers: str) -> Known:
    return Known(key, title, question, (normal(title), *headers))


_BUDGET = _known(
    "budget",
    "Budget",
    "Is money set aside for this, how much, and whose budget is it?",
    "money", "funding", "budget available", "budget approved", "presupuesto", "orçamento", "orcamento",
)  # fmt: skip
_AUTHORITY = _known(
    "authority",
    "Authority",
    "Who decides, who signs, and who can say no?",
    "decision maker", "decision makers", "decisionmaker", "entscheider", "décideur", "decideur", "autorité",
    "autoridad", "autoridade", "decisor",
)  # fmt: skip
_NEED = _known(
    "need",
    "Need",
    "Which problem must be solved, and what does it cost to leave it?",
    "needs", "business need", "bedarf", "besoin", "besoins", "necesidad", "necessidade",
)  # fmt: skip
_TIMING = _known(
    "timing",
    "Timing",
    "By when does this have to work, and what happens if it doesn't?",
    "timeline", "timeframe", "time frame", "time", "purchase timeframe", "zeitrahmen", "zeitplan", "calendrier",
    "échéance", "plazo", "prazo",
)  # fmt: skip
_METRICS = _known(
    "metrics",
    "Metrics",
    "Which number will be better afterwards, by how much, and what is that worth?",
    "metric", "success metrics", "business metrics", "kennzahlen", "indicateurs", "métricas", "metricas",
)  # fmt: skip
_BUYER = _known(
    "economic_buyer",
    "Economic buyer",
    "Who can spend this money without asking anybody, and when do we speak with them?",
    "economicbuyer", "economic buyers", "eb", "budget owner", "budget holder", "wirtschaftlicher entscheider",
    "acheteur économique", "comprador económico", "comprador econômico",
)  # fmt: skip
_CRITERIA = _known(
    "decision_criteria",
    "Decision criteria",
    "By which criteria, technical and commercial, will you choose, and who wrote them?",
    "decisioncriteria", "buying criteria", "criteria", "entscheidungskriterien", "critères de décision",
    "criterios de decisión", "critérios de decisão",
)  # fmt: skip
_DECISION = _known(
    "decision_process",
    "Decision process",
    "Which steps lead from here to a decision, who takes part in each, and by when?",
    "decisionprocess", "buying process", "entscheidungsprozess", "processus de décision", "proceso de decisión",
    "processo de decisão",
)  # fmt: skip
_PAPER = _known(
    "paper_process",
    "Paper process",
    "What happens between yes and the signature: legal, security, purchasing, and how long does each take?",
    "paperprocess", "paper trail", "procurement process", "legal process",
)  # fmt: skip
_PAIN = _known(
    "identify_pain",
    "Identify pain",
    "What hurts, whom, and what does it cost each month that it goes on?",
    "identifypain", "pain", "pains", "pain points", "identified pain", "implicate the pain", "implicated pain",
    "schmerzpunkt", "douleur", "dolor", "dor",
)  # fmt: skip
_CHAMPION = _known(
    "champion",
    "Champion",
    "Who sells for us when we are not in the room, and what do they gain by it?",
    "champions", "internal champion", "coach", "fürsprecher", "campeón", "campeão",
)  # fmt: skip
_COMPETITION = _known(
    "competition",
    "Competition",
    "Who else is looked at, doing nothing and doing it in-house included, and why not them?",
    "competitor", "competitors", "main competitor", "main competitors", "main competitor s", "primary competitor",
    "wettbewerb", "wettbewerber", "concurrence", "concurrents", "competencia", "concorrência", "concorrentes",
)  # fmt: skip
_CHALLENGES = _known(
    "challenges",
    "Challenges",
    "Which challenges do you want to be rid of, and what have you tried so far?",
    "challenge", "business challenge", "business challenges", "herausforderung", "herausforderungen", "défis", "retos",
    "desafios",
)  # fmt: skip
_MONEY = _known(
    "money",
    "Money",
    "What will be spent to solve this, and where does the money come from?",
    "budget", "funding", "budget available", "budget approved", "presupuesto", "orçamento", "orcamento",
)  # fmt: skip
_PRIORITY = _known(
    "prioritisation",
    "Prioritisation",
    "Where does this stand among all that has to be done, and what would move it down?",
    "prioritization", "priority", "priorities", "priorität", "priorité", "prioridad", "prioridade",
)  # fmt: skip

FRAMEWORKS: dict[FrameworkKey, Framework] = {
    framework.key: framework
    for framework in (
        Framework(FrameworkKey.BANT, "BANT", (_BUDGET, _AUTHORITY, _NEED, _TIMING)),
        Framework(FrameworkKey.MEDDIC, "MEDDIC", (_METRICS, _BUYER, _CRITERIA, _DECISION, _PAIN, _CHAMPION)),
        Framework(
            FrameworkKey.MEDDPICC,
            "MEDDPICC",
            (_METRICS, _BUYER, _CRITERIA, _DECISION, _PAPER, _PAIN, _CHAMPION, _COMPETITION),
        ),
        Framework(FrameworkKey.CHAMP, "CHAMP", (_CHALLENGES, _AUTHORITY, _MONEY, _PRIORITY)),
    )
}
#: Elements a file must have columns for, so that a framework that nobody named is taken for the one in use.
_ENOUGH = 2


class Planned(NamedTuple):
    """An element as it is to be judged: as pipeline.yaml has it, over what is known of it."""

    key: str
    title: str
    question: str | None
    headers: tuple[str, ...]
    setting: Element | None = None
    """What pipeline.yaml says of it."""


def planned(qualification: Qualification) -> tuple[Planned, ...]:
    """The elements that pipeline.yaml asks for: those of its framework, changed by its own, then the others."""
    framework = FRAMEWORKS[qualification.framework] if qualification.framework else None
    elements = {each.key: _plain(each) for each in (framework.elements if framework else ())}
    settled = set[str]()
    for number, setting in enumerate(qualification.elements):
        base = _based(setting.name, framework.elements if framework else ())
        if base.key in settled:
            base = _own(setting.name)._replace(key=f"{base.key}_{number}")
        settled.add(base.key)
        elements[base.key] = base._replace(
            title=setting.name, question=setting.question or base.question, setting=setting
        )
    return tuple(elements.values())


def _based(name: str, first: Iterable[Known]) -> Planned:
    """What is known of an element of this name, of its own framework first; else nothing."""
    known = _called(name, first) or _called(name, _every())
    return _own(name) if known is None else _plain(known)


def _own(name: str) -> Planned:
    headers = tuple(form for form in (normal(name), core(name)) if form)
    return Planned(normal(name).replace(" ", "_") or "element", name, None, headers)


def of_framework(key: FrameworkKey) -> tuple[Planned, ...]:
    """The elements of a known framework as they are."""
    return tuple(map(_plain, FRAMEWORKS[key].elements))


def seen_by(headers: Sequence[str]) -> tuple[FrameworkKey, int] | None:
    """The framework that most columns are of, and how many; of those that have as many, the one of fewest elements."""
    names = {form for header in headers for form in (normal(header), core(header))}
    counts = {key: sum(not names.isdisjoint(each.headers) for each in one.elements) for key, one in FRAMEWORKS.items()}
    best = max(counts, key=lambda key: (counts[key], -len(FRAMEWORKS[key].elements)))
    return (best, counts[best]) if counts[best] >= _ENOUGH else None


def columns_of(element: Planned, headers: Iterable[str]) -> tuple[str, ...]:
    """The columns that are called like an element: those of exactly its name, else those that add words to it."""
    known = tuple(headers)
    exact = tuple(header for header in known if normal(header) in element.headers)
    return exact or tuple(header for header in known if core(header) in element.headers)


def _plain(known: Known) -> Planned:
    return Planned(known.key, known.title, known.question, known.headers)


def _every() -> tuple[Known, ...]:
    return tuple({each.key: each for one in FRAMEWORKS.values() for each in one.elements}.values())


def _called(name: str, among: Iterable[Known]) -> Known | None:
    """The known element of a name: by its own, else as its columns are called."""
    known, words = tuple(among), normal(name)
    own = (each for each in known if words in (normal(each.key), normal(each.title)))
    return next(own, None) or next((each for each in known if core(name) in each.headers), None)
