"""Words for yes and for no, casefolded, in the languages that exports come in."""

YES = frozenset({"true", "1", "yes", "y", "ja", "oui", "sí", "si", "sim", "wahr", "vrai", "verdadero", "verdadeiro"})
NO = frozenset({"false", "0", "no", "n", "nein", "non", "não", "nao", "falsch", "faux", "falso"})
