"""Words for kinds of activities and for what became of them, in the languages that exports come in."""

from collections.abc import Iterable, Mapping

from ...domain.activity import KINDS, Standing
from ...domain.activity_settings import Activities
from ..headers import normal

#: Normalised like headers.
_KINDS: dict[str, tuple[str, ...]] = {
    "call": (
        "calls", "phone call", "phone", "telephone", "logged call", "outbound call", "inbound call", "cold call",
        "anruf", "telefonat", "telefon", "appel", "appel téléphonique", "llamada", "ligação", "chamada", "telefonema",
    ),
    "email": (
        "emails", "e mail", "e mails", "mail", "list email", "sales email", "logged email", "outgoing email",
        "incoming email", "courriel", "correo", "correo electrónico",
    ),
    "meeting": (
        "meetings", "event", "appointment", "logged meeting", "termin", "besprechung", "rendez vous", "réunion",
        "reunión", "reunião",
    ),
    "proposal": (
        "proposals", "proposal sent", "quote", "quote sent", "offer", "angebot", "proposition", "devis", "propuesta",
        "presupuesto", "proposta", "orçamento",
    ),
}  # fmt: skip
_STATUSES: dict[Standing, tuple[str, ...]] = {
    Standing.DONE: (
        "done", "completed", "complete", "held", "closed", "finished", "attended", "sent", "logged", "yes", "y", "true",
        "1", "x", "erledigt", "abgeschlossen", "durchgeführt", "stattgefunden", "ja", "wahr", "terminé", "terminée",
        "effectué", "effectuée", "fait", "oui", "vrai", "completada", "completado", "realizada", "realizado", "hecha",
        "hecho", "finalizada", "sí", "si", "verdadero", "concluída", "concluído", "feita", "feito", "sim", "verdadeiro",
    ),
    Standing.PLANNED: (
        "planned", "open", "scheduled", "not started", "to do", "todo", "in progress", "waiting", "pending", "deferred",
        "waiting on someone else", "waiting for someone else", "upcoming", "no", "n", "false", "0", "geplant", "offen",
        "nicht begonnen", "in bearbeitung", "zu erledigen", "nein", "falsch", "planifié", "planifiée", "prévu",
        "prévue", "à faire", "en cours", "non", "faux", "planificada", "planificado", "programada", "programado",
        "pendiente", "por hacer", "falso", "planejada", "planejado", "agendada", "agendado", "pendente", "a fazer",
        "não", "nao",
    ),
    Standing.CANCELLED: (
        "cancelled", "canceled", "called off", "rescheduled", "not held", "abgesagt", "storniert", "verschoben",
        "annulé", "annulée", "reporté", "reportée", "cancelada", "cancelado", "reprogramada", "reagendada",
    ),
    Standing.NO_SHOW: (
        "no show", "noshow", "no shows", "did not attend", "didn t attend", "not attended", "nicht erschienen",
        "absent", "absente", "non présenté", "no asistió", "no se presentó", "não compareceu",
    ),
}  # fmt: skip
#: How HubSpot says what came of a call that was made.
_CALLED = frozenset({
    "connected", "left voicemail", "left live message", "no answer", "busy", "wrong number", "voicemail",
})  # fmt: skip


def kinds_of(settings: Activities) -> tuple[str, ...]:
    """The kinds that are counted: the known ones, then those of pipeline.yaml."""
    known = {normal(kind) for kind in KINDS}
    return (*KINDS, *(kind for kind in settings.kinds if normal(kind) not in known))


class ActivityWords:
    """What the words of files stand for; those of pipeline.yaml before those that are known."""

    def __init__(self, settings: Activities) -> None:
        kinds = kinds_of(settings)
        named = {normal(kind): kind for kind in kinds}
        known = {normal(word): kind for kind, words in _KINDS.items() for word in words}
        own = {normal(word): named[normal(kind)] for kind, words in settings.kinds.items() for word in words}
        self._kinds: Mapping[str, str] = {**known, **named, **own}
        said = {normal(word): Standing(name) for name, words in settings.statuses.words().items() for word in words}
        self._statuses: Mapping[str, Standing] = {
            **{word: standing for standing, words in _STATUSES.items() for word in words},
            **said,
        }

    def kind(self, words: Iterable[str | None]) -> str | None:
        """The kind that the first of some words stands for that stands for any."""
        found = (self._kinds.get(normal(word)) for word in words if word)
        return next((kind for kind in found if kind is not None), None)

    def standing(self, word: str, kind: str | None) -> Standing:
        """What became of an activity of a kind, by its status."""
        plain = normal(word)
        found = self._statuses.get(plain)
        if found is None:
            return Standing.DONE if kind == "call" and plain in _CALLED else Standing.UNTOLD
        return found
