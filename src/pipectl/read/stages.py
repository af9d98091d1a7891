"""Stage and status cells to the stages of pipeline.yaml and to outcomes."""

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.finding import KEPT_PER_CODE
from ..domain.spec import PipelineSpec, Stage
from ..domain.values import Outcome
from .codes import STAGE_UNKNOWN, STATUS_UNKNOWN, Trouble
from .headers import normal
from .no_words import NOT_SAVED, is_error, is_nothing
from .preset import Preset, PresetStage
from .stage_names import unnumbered
from .stage_pipelines import split, without_pipeline

#: Won and lost in German, French, Spanish, Portuguese and Italian.
FOREIGN: dict[Outcome, tuple[str, ...]] = {
    Outcome.WON: ("gewonnen", "gagné", "gagnée", "ganado", "ganada", "ganho", "ganha", "vinto", "vinta"),
    Outcome.LOST: ("verloren", "perdu", "perdue", "perdido", "perdida", "perso", "persa"),
}
#: Words of a status column, normalised like headers, and what they mean.
STATUS_WORDS: dict[Outcome, tuple[str, ...]] = {
    Outcome.OPEN: (
        "open", "active", "in progress", "ongoing", "pending", "new", "working", "on hold",
        "offen", "ouvert", "ouverte", "abierto", "abierta", "aberto", "aberta", "aperto", "aperta",
    ),
    Outcome.WON: ("won", "closed won", "win", "sold", *FOREIGN[Outcome.WON]),
    Outcome.LOST: (
        "lost", "closed lost", "abandoned", "cancelled", "canceled", "disqualified", "no decision", "dead", "loss",
        *FOREIGN[Outcome.LOST],
    ),
}  # fmt: skip
#: Of these the words that mean nothing else, whatever a close % says; some write them as one.
_PLAIN = {
    Outcome.WON: ("won", "closedwon", *FOREIGN[Outcome.WON]),
    Outcome.LOST: ("lost", "closedlost", *FOREIGN[Outcome.LOST]),
}
_NO_WORDS: Mapping[str, str] = {}
_NO_STAGE = "is no stage", "enter the opportunity's stage"
#: How alike to a text a name must be to be suggested, how many such names are tried, and how alike to won or lost a
#: word must be to be one of them misspelled.
_ALIKE, _TRIED, _LIKE = 0.6, 5, 0.75
#: Longer cells are no misspelled stages; the bound keeps hostile ones cheap.
_LONGEST = 200


class Known(NamedTuple):
    """What a stage or status cell stands for; nothing for an empty one."""

    stage: Stage | None = None
    outcome: Outcome | None = None
    trouble: Trouble | None = None

    def sort(self, _text: str) -> Hashable:
        """What it stands for, if anything."""
        return self.stage and self.stage.name, self.outcome, self.trouble is None


class StageBook:
    """The stages of a pipeline.yaml by every spelling they are found under."""

    def __init__(self, spec: PipelineSpec, preset: Preset | None = None, *, unplanned: str = "") -> None:
        """Its stages; `unplanned` names the file that is read without a pipeline.yaml, where there is none."""
        self._stages, self._unplanned = spec.stages, unplanned
        self._preset = preset
        self._unknown = 0
        self._pipelines: Collection[str] = ()

    def behind(self, pipelines: Collection[str]) -> None:
        """Take these, normalised, for what stands in brackets behind stages of a file."""
        self._pipelines, self._unknown = pipelines, 0

    def stage(self, text: str) -> Known:
        """The stage a cell names: by its exact name or alias, else without regard to case and spaces."""
        text = text.strip()
        if not text:
            return Known()
        stage = self._exact.get(text) or self._known(text)
        if stage:
            return Known(stage, stage.kind.outcome)
        if is_nothing(text):
            return Known(trouble=Trouble(STAGE_UNKNOWN, *(NOT_SAVED if is_error(text) else _NO_STAGE)))
        self._unknown += 1
        # Of thousands of unknown stages only the first are shown, and searching for what is meant takes its time.
        meant = _suggestion(text, self._meanings) if self._unknown <= KEPT_PER_CODE else ""
        return Known(trouble=Trouble(STAGE_UNKNOWN, self.unknown, self._remedy(meant)))

    @property
    def unknown(self) -> str:
        """What is wrong with a stage that is none of these, in words."""
        return (
            "is no stage that is known, and there is no pipeline.yaml"
            if self._unplanned
            else "is no stage of pipeline.yaml"
        )

    def _remedy(self, meant: str) -> str:
        """What to do about a stage that is not known; empty for what is to be done about any."""
        if not self._unplanned:
            return f"{meant}, or add it to the aliases of a stage in pipeline.yaml" if meant else ""
        from shlex import quote

        file = quote("-" if self._unplanned == "stdin" else self._unplanned)
        return f"{meant and f'{meant}, or '}write a pipeline.yaml with its stages: pipectl init --from {file}"

    def _known(self, text: str) -> Stage | None:
        """The stage of a name without regard to case and spaces, a number in front, or a CRM's pipeline behind it."""
        bare = without_pipeline(text, self._pipelines)
        spellings = dict.fromkeys(loose(one) for each in (text, bare) for one in (each, unnumbered(each)))
        return next((self._loose[one] for one in spellings if one in self._loose), None)

    def lost_from(self, text: str) -> Known:
        """The stage a cell says an opportunity was lost from; one that is unknown is no reason to set a row aside."""
        known = self.stage(text)
        return Known() if known.trouble else known

    def stand_in(self, outcome: Outcome) -> Stage | None:
        """The first stage of an outcome, for rows that have a status and no stage."""
        return next((stage for stage in self._stages if stage.kind.outcome is outcome), None)

    def disagree(self, stage: str, outcome: Outcome, *, any_kind: bool = False) -> bool:
        """Whether a stage is of the won or lost, or of any kind, and the outcome is another.

        Beside a status a lost deal may keep its open stage.
        """
        kind = self._outcomes[stage]
        return kind is not outcome and (any_kind or kind is not Outcome.OPEN)

    def said(self, columns: Collection[str]) -> tuple[str, ...]:
        """What a status stands for in a file without stage column, in words."""
        if "stage" in columns:
            return ()
        names = [stage.name for outcome in Outcome if (stage := self.stand_in(outcome))]
        either = " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
        return (f"there is no stage column; status stands for {either}",)

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {one.name: one.kind.outcome for one in self._stages}

    @cached_property
    def _exact(self) -> dict[str, Stage]:
        spelled = {alias: stage for stage in self._stages for alias in stage.aliases}
        return spelled | {stage.name: stage for stage in self._stages}

    @cached_property
    def _meanings(self) -> dict[str, Outcome]:
        return {text: stage.kind.outcome for text, stage in self._exact.items()}

    @cached_property
    def _loose(self) -> dict[str, Stage]:
        found: dict[str, Stage] = {}
        for text, stage in self._exact.items():
            found.setdefault(loose(text), stage)
        for each in () if self._preset is None else self._preset.stages:
            spellings = [loose(text) for text in (each.name, *each.aliases)]
            same = [found[text] for text in spellings if text in found]
            for text in spellings if same else ():
                found.setdefault(text, same[0])
        return found

    def entered(self, text: str) -> tuple[str, str]:
        """The stage that a header or cell names, and the pipeline that stands in brackets behind it; empty for none.

        Behind the id of a stage may stand a number.
        """
        whole = self._normals.get(normal(text))
        if whole:
            return whole, ""
        bare, pipeline = split(text)
        return self._normals.get(normal(bare if pipeline else _NUMBER_BEHIND.sub("", text)), ""), pipeline

    @cached_property
    def _normals(self) -> dict[str, str]:
        return {normal(spelling): stage.name for spelling, stage in self._loose.items()}


def status(text: str, own: Mapping[str, str] = _NO_WORDS) -> Known:
    """What a status cell says about the outcome; `own` are the words that a CRM has for it, normalised."""
    text = text.strip()
    if not text:
        return Known()
    outcome = outcome_of(text, own)
    if outcome is not None:
        return Known(outcome=outcome)
    known = {word: Outcome(meaning) for word, meaning in own.items()}
    known |= {word: outcome for outcome, words in STATUS_WORDS.items() for word in words}
    return Known(trouble=Trouble(STATUS_UNKNOWN, "is no status that is known", _suggestion(normal(text), known)))


def outcome_of(text: str, own: Mapping[str, str] = _NO_WORDS) -> Outcome | None:
    """The outcome that a status word stands for, `own` as in `status`; None for any other word."""
    word = normal(text)
    if word in own:
        return Outcome(own[word])
    return next((outcome for outcome, words in STATUS_WORDS.items() if word in words), None)


def stages_by_spelling(preset: Preset) -> dict[str, PresetStage]:
    """The stages a CRM comes with, by every spelling, as they are compared."""
    return {loose(text): stage for stage in preset.stages for text in (stage.name, *stage.aliases)}


_NUMBER_BEHIND = re.compile(r"_[0-9]+$")


#: Words beside won and lost that change nothing about them.
_BESIDE = frozenset({
    "closed", "close", "deal", "opportunity", "sale", "and", "stage", "abgeschlossen", "geschlossen", "und", "fermé",
    "fermée", "clos", "conclu", "affaire", "et", "cerrado", "cerrada", "cierre", "negocio", "y", "fechado", "fechada",
    "negócio", "e", "chiuso", "chiusa",
})  # fmt: skip


#: Words that turn won and lost into something else; t is what is left of won't.
_NOT = frozenset({
    "not", "no", "never", "nearly", "almost", "t", "nicht", "kein", "keine", "nie", "fast", "pas", "non", "jamais",
    "presque", "sin", "nunca", "casi", "não", "nao", "sem", "quase", "mai", "quasi",
})  # fmt: skip


def named_outcome(stage: str) -> Outcome | None:
    """Won or lost, where the name of a stage says that and nothing else: Closed Won, and not Won by competitor."""
    return _named(stage, STATUS_WORDS)


def plain_outcome(stage: str) -> Outcome | None:
    """Won or lost, where the name of a stage has the very word: Won or Closed Lost, and not Signed or Abandoned."""
    return _named(stage, _PLAIN)


def _named(stage: str, known: Mapping[Outcome, Collection[str]]) -> Outcome | None:
    words = [word for word in normal(stage).split() if not word.isdigit()]
    spelled = {" ".join(words), " ".join(word for word in words if word not in _BESIDE)}
    return next((one for one in (Outcome.WON, Outcome.LOST) if not spelled.isdisjoint(known[one])), None)


def may_be_slip(one: str, other: str) -> bool:
    """Whether one stage's name may be a misspelling of another's: never in its digits, nor in won or lost."""
    return _telling(one) == _telling(other)


def _telling(stage: str) -> tuple[list[str], set[Outcome]]:
    return re.findall("[0-9]+", stage), outcomes_in(stage)


def outcomes_in(stage: str) -> set[Outcome]:
    """Won and lost, where a word of a stage's name says so, whatever the others say."""
    words = set(normal(stage).split())
    return {outcome for outcome in (Outcome.WON, Outcome.LOST) if words.intersection(STATUS_WORDS[outcome])}


def free_name(taken: Iterable[str]) -> str:
    """What to call a stage for all that is open, beside stages of these names."""
    known = set(map(loose, taken))
    return next(name for name in ("Open", "In progress", "Not yet decided", "Underway") if loose(name) not in known)


def _suggestion(text: str, known: Mapping[str, Outcome]) -> str:
    """What a text may be meant to be, of names and what they stand for; never by guess what decides an opportunity."""
    if len(text) > _LONGEST:
        return ""
    import difflib

    spelled = {loose(one): one for one in known}
    close = difflib.get_close_matches(loose(text), spelled, n=_TRIED, cutoff=_ALIKE)
    meant = next((spelled[one] for one in close if _may_mean(text, known[spelled[one]])), "")
    return meant and f"did you mean '{meant}'? correct it"


def _may_mean(text: str, outcome: Outcome) -> bool:
    """Whether a text may be meant as a name of this outcome: Closed alone is none, and Not won is not Won."""
    words = normal(text).split()
    if _BESIDE.issuperset(words):
        return False
    if outcome is Outcome.OPEN:
        return True
    told = {each for each in (Outcome.WON, Outcome.LOST) if any(_is_like(word, STATUS_WORDS[each]) for word in words)}
    return _NOT.isdisjoint(words) and told <= {outcome}


def _is_like(word: str, others: Iterable[str]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(word, others, n=1, cutoff=_LIKE))
