"""Sentences of `doctor`. Foreign text in them goes through the destination's `clean`."""

from ...domain.diagnosis import Answer, CheckFound, DataFound, FileFound, Machine, Package, PlanFound, Surroundings
from ..spell import many
from .shared import Clean, counted, cut, listed, rows_words

_PLAN_BY = {
    "--config": "named by --config",
    "PIPECTL_CONFIG": "named by PIPECTL_CONFIG",
    "here": "in this folder",
    "above": "in a folder above",
}
_DATA_BY = {
    "argument": "as it is typed",
    "data": "as data: of pipeline.yaml says",
    "beside": "opportunities.csv, looked for where nothing is named",
    "stdin": "what is piped in",
}
_WIDTH_BY = {
    "--width": "as --width says",
    "COLUMNS": "as COLUMNS says",
    "terminal": "as wide as the terminal",
    "default": "the default, since nothing says how wide",
}
_COLOUR_BY = {
    "--color": "as --color says",
    "NO_COLOR": "since NO_COLOR is set",
    "FORCE_COLOR": "since FORCE_COLOR is set",
    "TERM=dumb": "since TERM is dumb",
    "terminal": "on a terminal",
    "no terminal": "since it goes to no terminal",
}
#: Characters of a name or a cell that a sentence has room for.
_LONGEST = 60
#: Headers that are none of our fields and are named.
_OTHERS = 24


def python_words(found: Machine) -> str:
    """`CPython 3.12.1, 64 bit, on Linux 6.1 x86_64`."""
    return (
        f"{found.implementation} {found.python}, {found.bits} bit, on {found.system} {found.release} {found.processor}"
    )


def package_words(found: Package) -> str:
    """`rich 15.0.0`; of a missing one, the command that adds it."""
    name = f"{found.name} {found.version or 'missing'}"
    if found.version is None:
        return f"{name}: {found.added_by} adds it"
    return f"{name} {found.means}" if found.means and found.extra is None else name


def extra_words(found: Package) -> str:
    """`xlsx (workbooks: .xlsx, .ods): python-calamine 0.9.1`."""
    return f"{found.extra} ({found.means}): {package_words(found)}"


def width_words(found: Surroundings) -> str:
    """How wide, and what says so."""
    return f"{found.width} columns, {_WIDTH_BY.get(found.width_by, found.width_by)}"


def colour_words(found: Surroundings) -> str:
    """Whether there is colour, and why."""
    return f"{'yes' if found.colour else 'no'}, {_COLOUR_BY.get(found.colour_by, found.colour_by)}"


def signs_words(found: Surroundings) -> str:
    """Whether more than ASCII is shown."""
    return "all letters and signs" if found.all_signs else "ASCII alone, since stdout takes no more"


def encodings_words(found: Surroundings) -> str:
    """Of the streams, with what each is, of file names and of the locale."""
    streams = [f"{each.name} {each.encoding} ({each.kind})" for each in found.streams]
    locale = f"locale {found.locale} ({found.locale_encoding})"
    return ", ".join([*streams, f"file names {found.file_names}", locale, *(["UTF-8 mode"] if found.utf8_mode else [])])


def build_words(found: Surroundings) -> str:
    """Which build server, and what is written for it; empty outside of one."""
    parts = [f"{found.build.title}: {found.build.hint}"] if found.build else []
    if found.summary:
        parts.append("check and validate add to the step summary (GITHUB_STEP_SUMMARY)")
    return "; ".join(parts)


def variables_words(found: Surroundings) -> str:
    """Those that are set."""
    return (
        ", ".join(f"{name}={cut(value, _LONGEST)}" for name, value in found.variables) or "none that changes anything"
    )


def plan_words(found: PlanFound) -> str:
    """Where pipeline.yaml is and what it holds, or what is used instead."""
    if found.path is None:
        return f"none, neither here nor above; read with {found.instead}"
    where = f"{found.path}, {_PLAN_BY.get(found.by or '', '')}"
    if not found.usable:
        return f"{where}: can't be used, see below; read with {found.instead}"
    counts = [(found.stages, "stage"), (found.quotas, "quota"), (found.checks, "check"), (found.waivers, "waiver")]
    return f"{where}: {', '.join(counted(number, noun) for number, noun in counts)}"


def quotas_words(found: PlanFound) -> str:
    """The file of quotas, and how many of them it has; empty where none is named."""
    if found.quotas_file is None:
        return ""
    read = "can't be used, see below" if found.quotas_read is None else counted(found.quotas_read, "quota")
    return f"{found.quotas_file}, named by quotas_file: {read}"


def spend_words(found: PlanFound) -> str:
    """The file of spend, and how many entries it has; empty where none is named."""
    if found.spend_file is None:
        return ""
    read = "can't be used, see below" if found.spend_read is None else f"{many(found.spend_read)} of spend"
    return f"{found.spend_file}, named by spend_file: {read}"


def zone_words(found: PlanFound) -> str:
    """Whose days count where times name a zone of their own."""
    return found.time_zone or "none: the day of a time is kept as it is written"


def data_words(found: DataFound) -> str:
    """By which rule the data was found."""
    if found.by is None:
        return "none, see below"
    return f"{counted(len(found.files), 'file')}: {_DATA_BY.get(found.by, found.by)}"


def layout_words(found: FileFound) -> str:
    """`CSV in UTF-8, comma, header in line 1`; empty where it could not be opened."""
    kinds = {
        "csv": "text",
        "gzip": "text in gzip",
        "sheet": f"sheet {cut(found.sheet or '', _LONGEST)!r} of a workbook",
    }
    if found.kind is None:
        return "can't be opened, see below"
    encoding = [found.encoding] if found.encoding and found.kind != "sheet" else []
    delimiter = [f"delimiter {found.delimiter}"] if found.delimiter and found.kind != "sheet" else []
    header = [f"header in line {found.header_line}"] if found.header_line else []
    return ", ".join([kinds[found.kind], *encoding, *delimiter, *header])


def preset_words(found: FileFound) -> str:
    """Whose export it is, and what says so; empty where that is not known."""
    if found.preset_by is None:
        return ""
    if found.preset_by != "headers":
        return f"{found.read_as or 'none'}, as {found.preset_by} says"
    if found.read_as is None:
        return "none that is known: no headers of one stand together"
    return f"{found.read_as}: {listed([repr(cut(each, _LONGEST)) for each in found.told_by])} stand together"


def file_rows_words(found: FileFound) -> str:
    """Where every row went."""
    return "can't be read, see below" if found.rows is None else rows_words(found.rows)


def columns_words(found: FileFound) -> list[str]:
    """Our field and the header it is read from, for each."""
    return [f"{field} ← {cut(header, _LONGEST)}" for field, header in found.columns]


def unused_words(found: FileFound) -> list[str]:
    """Headers that are none of our fields, the first of many."""
    shown = [cut(header, _LONGEST) for header in found.unused[:_OTHERS]]
    rest = len(found.unused) - len(shown)
    return [*shown, *([f"and {many(rest)} more"] if rest else [])]


def check_words(found: CheckFound, clean: Clean) -> str:
    """`Coverage by owner, next-quarter: 2 of its 5 groups; Eli: there is no quota`."""
    by = f" by {found.by}" if found.by else ""
    only = f", only {' and '.join(found.filters)}" if found.filters else ""
    named = clean(cut(f"{found.title}{by}{f', {found.period}' if found.period else ''}{only}", 2 * _LONGEST))
    groups = f"{found.judged} of {counted(found.groups or 0, 'group')}" if found.answer is Answer.PARTLY else ""
    counts_as = f"that counts as {found.counts_as}" if found.counts_as and found.answer is not Answer.YES else ""
    why = "; ".join(part for part in (groups, *found.lacking, counts_as) if part)
    return f"{named}: {clean(why)}" if why else named
