"""Names of the months in English, German, French, Spanish and Portuguese, in full and as they are shortened: data."""

#: Names by month, from January; no two months share one, whatever the language.
_NAMES = (
    "january januar jänner janvier janv enero janeiro jan ene",
    "february februar février fevrier févr fevr febrero fevereiro feb fév fev",
    "march märz maerz mrz mär mars marzo março marco mar",
    "april avril avr abril apr abr",
    "may mai mayo maio",
    "june juni juin junio junho jun",
    "july juli juillet juil julio julho jul",
    "august août aout agosto aug ago aoû",
    "september septembre septiembre setiembre setembro sept sep set",
    "october oktober octobre octubre outubro oct okt out",
    "november novembre noviembre novembro nov",
    "december dezember décembre decembre diciembre dezembro dec dez déc dic",
)
#: Name of a month, in lower case, to its number.
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
