"""The headers our fields go by in spreadsheets and exports: data, most usual first.

Only exact matches count (see `headers.normal`): a header that is not here stays a column of its own.
"""

#: Field to the normalised headers that name it. Where a file has two of one field, the earlier one here is taken.
ALIASES: dict[str, tuple[str, ...]] = {
    "name": (
        "opportunity name", "opportunity", "deal name", "deal", "name", "topic", "deal title", "potential name",
        "deal topic", "opportunity title", "opportunityname", "dealname", "name der opportunity", "name des deals",
        "verkaufschance", "opportunité", "opportunite", "nom de l opportunité", "nom de l opportunite",
        "nom de l affaire", "nom du deal", "affaire", "oportunidad", "nombre de la oportunidad",
        "nombre de oportunidad", "nombre del negocio", "oportunidade", "nome da oportunidade", "nome do negócio",
        "nome do negocio", "title",
    ),
    "amount": (
        "opportunity revenue", "opportunity amount", "opportunity value", "amount", "revenue", "deal amount",
        "deal value", "value", "est revenue", "estimated revenue", "estimated value", "potential revenue",
        "total amount", "deal size", "amount in company currency", "monetary value", "opportunityamount",
        "opportunityrevenue", "opportunityvalue", "dealamount", "dealvalue", "betrag", "umsatz", "wert", "auftragswert",
        "geschätzter umsatz", "montant", "montant de l opportunité", "montant de l opportunite", "montant estimé",
        "valeur", "revenu", "revenu de l opportunité", "monto", "importe", "valor", "importe de la oportunidad",
        "monto de la oportunidad", "valor de la oportunidad", "ingreso estimado", "ingresos estimados", "montante",
        "receita", "valor da oportunidade", "valor do negócio", "valor do negocio", "receita estimada",
    ),
    "created": (
        "create date", "created date", "date created", "creation date", "created on", "created at", "created",
        "created time", "createddate", "createdat", "deal created", "opportunity created", "opportunity create date",
        "opportunity created date", "open date", "created on date", "createdate", "datecreated", "erstellt am",
        "erstelldatum", "erstellungsdatum", "angelegt am", "date de création", "date de creation", "date création",
        "créé le", "créée le", "fecha de creación", "fecha de creacion", "fecha creación", "creado el", "creada el",
        "data de criação", "data de criacao", "data criação", "criado em", "criada em",
    ),
    "expected_close": (
        "expected close date", "estimated close date", "est close date", "expected close", "expected closing",
        "expected closing date", "expected closure date", "close date", "closing date", "closedate",
        "estimatedclosedate", "target close date", "forecast close date", "projected close date",
        "anticipated close date", "target close", "forecast close", "close by", "expectedclosedate",
        "erwartetes abschlussdatum", "geplantes abschlussdatum", "voraussichtliches abschlussdatum",
        "erwarteter abschluss", "geplanter abschluss", "voraussichtlicher abschluss", "abschlussdatum",
        "date de clôture prévue", "date de cloture prevue", "date de clôture estimée", "date prévue de clôture",
        "clôture prévue", "date de clôture", "date de cloture", "date de fermeture", "fecha de cierre prevista",
        "fecha de cierre esperada", "fecha de cierre estimada", "fecha prevista de cierre", "fecha estimada de cierre",
        "cierre previsto", "cierre estimado", "fecha de cierre", "fecha cierre", "data de fechamento prevista",
        "data prevista de fechamento", "previsão de fechamento", "previsao de fechamento", "data de fecho prevista",
        "data prevista de fecho", "data de fechamento", "data de fecho",
    ),
    "probability": (
        "close percentage", "close percent", "close pct", "close probability", "probability",
        "win probability", "probability percent", "deal probability", "win percentage", "win percent",
        "chance to close", "likelihood", "confidence", "prob", "prob percent", "chance", "closepercentage",
        "closeprobability", "winprobability", "abschlusswahrscheinlichkeit", "abschlusswahrscheinlichkeit percent",
        "wahrscheinlichkeit", "wahrscheinlichkeit percent", "probabilité", "probabilite", "probabilité percent",
        "probabilite percent", "probabilité de clôture", "probabilidad", "probabilidad percent",
        "probabilidad de cierre", "probabilidade", "probabilidade percent", "probabilidade de fechamento",
    ),
    "stage": (
        "opportunity stage", "stage", "sales stage", "deal stage", "stage name", "stagename", "pipeline stage",
        "pipeline phase", "current stage", "sales phase", "phase", "opportunitystage", "dealstage", "salesstage",
        "verkaufsphase", "vertriebsphase", "deal phase", "étape", "etape", "étape de vente", "etape de vente",
        "étape de l opportunité", "etapa", "fase", "etapa de la oportunidad", "etapa de venta", "etapa de ventas",
        "fase de venta", "fase de ventas", "etapa da oportunidade", "etapa de vendas", "fase de vendas", "estágio",
        "estagio", "estágio da oportunidade",
    ),
    "id": (
        "opportunity id", "deal id", "id", "record id", "opportunityid", "dealid", "opportunity number", "deal number",
        "opportunity key", "opp id",
    ),
    "currency": (
        "currency", "currency code", "currencyisocode", "currency iso code", "currency of value", "amount currency",
        "opportunity currency", "opportunity revenue currency", "amountcurrency", "deal currency", "value currency",
        "revenue currency", "ccy", "curr", "währung", "devise", "moneda", "moeda", "valuta", "waehrung",
    ),
    "closed": (
        "closed date", "actual close date", "date closed", "closed on", "closed at", "deal closed on", "closed",
        "actual closed date", "won lost date", "date of close",
    ),
    "status": (
        "status", "opportunity status", "deal status", "outcome", "status type", "won lost",
    ),
    "owner": (
        "opportunity owner", "deal owner", "owner", "owner name", "sales rep", "rep", "salesperson", "sales person",
        "account executive", "assigned to", "assigned user name", "assignee", "seller", "sales representative",
        "opportunity owner name", "verantwortlich", "verantwortlicher", "zuständig", "propriétaire", "proprietaire",
        "propietario", "propietaria", "responsable", "vendedor", "proprietário", "proprietario", "responsável",
        "responsavel",
    ),
    "team": (
        "team", "sales team", "owner team", "hubspot team", "owner role", "sales group", "business unit",
    ),
    "account": (
        "account name", "account", "company", "company name", "customer", "customer name", "organization",
        "organisation", "client", "potential customer", "associated company", "client name", "firma", "unternehmen",
        "kunde", "entreprise", "société", "societe", "empresa", "cuenta", "nombre de la cuenta", "cliente", "conta",
        "nome da conta",
    ),
    "source": (
        "lead source", "source", "opportunity source", "deal source", "leadsource", "original source",
    ),
    "type": ("opportunity type", "deal type", "type"),
    "forecast_category": ("forecast category", "forecastcategory", "forecast category name", "forecastcategoryname"),
    "next_step": ("next step", "next steps", "nextstep", "next action"),
    "last_activity": (
        "last activity date", "last activity", "last activity on", "lastactivitydate", "last touch", "last contacted",
        "last contact date", "letzte aktivität", "letzte aktivitaet", "dernière activité", "derniere activite",
        "última actividad", "ultima actividad", "fecha de última actividad", "fecha de ultima actividad",
        "última atividade", "ultima atividade",
    ),
    "stage_changed": (
        "stage changed", "stage changed on", "stage change date", "last stage change date", "last stage change",
        "laststagechangedate", "last stage update", "stage entered", "stage entered date", "stage date",
        "in stage since",
    ),
    "lost_reason": (
        "lost reason", "loss reason", "closed lost reason", "reason lost", "reason for loss", "close reason",
    ),
    "lost_from_stage": ("lost from stage", "stage at loss", "stage lost from", "last stage", "laststage"),
}  # fmt: skip
#: What names an amount where a currency stands behind it: Estimated $.
PRICED = frozenset({"estimated", "est", "deal", "opportunity"})
#: Those of amounts that are converted to the company's currency, whatever that of their opportunity.
CONVERTED = frozenset({"amount in company currency"})
#: Headers of no CRM in particular that say what was won and lost, by the status or the role, where the cells do, too.
OUTCOMES: dict[str, frozenset[str]] = {
    "status": frozenset((
        "result", "deal result", "opportunity result", "final result", "sales result", "deal outcome",
        "opportunity outcome", "win loss", "win lost", "won or lost", "win loss status", "won lost status", "ergebnis",
        "resultat", "résultat", "resultado", "risultato", "esito", "gewonnen verloren", "ausgang",
    )),
    "is_won": frozenset((
        "won", "is won", "iswon", "deal won", "won flag", "gewonnen", "gagné", "gagnée", "ganado", "ganada", "ganho",
        "ganha", "vinto", "vinta",
    )),
    "is_closed": frozenset(("is closed", "isclosed", "deal closed", "closed flag")),
    "won_on": frozenset((
        "won date", "date won", "won on", "won at", "won time", "deal won date", "closed won date", "gewonnen am",
    )),
    "lost_on": frozenset((
        "lost date", "date lost", "lost on", "lost at", "lost time", "deal lost date", "closed lost date",
        "verloren am",
    )),
}  # fmt: skip
