"""The line for a bug report. Nothing foreign stands in it: each part is a number or a word that pipectl knows itself.

Names, paths, headers and values never get in: what is found is looked up among our fields, presets, measures and codes
and the names of encodings, and anything else is called `other`.
"""

import codecs
import re
from collections.abc import Collection, Iterator
from math import log10
from pathlib import Path

from ...domain.diagnosis import Answer, CheckFound, Diagnosis, FileFound, Machine, Package, Surroundings
from ...domain.finding import Level
from ...domain.opportunity import FIELDS
from ...gate.evidence import DATA_QUALITY
from ...metrics.catalog import CHECKED
from ...read.dialect import DELIMITERS
from ...read.preset import keys

OTHER = "other"
#: Files and checks that are told one by one.
SHOWN = 4
#: What a version begins with; what comes after it may be a company's own.
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,4}((a|b|rc)[0-9]{1,3})?")
_LOCALE = re.compile(r"(C|POSIX|[a-z]{2,3}_[A-Z]{2})(\.[A-Za-z]{1,4}-?[0-9]{1,5}(-[0-9]{1,2})?)?")
_CODE = re.compile(r"(DATA|SPEC)[0-9]{3}")
_BUG = re.compile(r"(?P<error>[A-Za-z]\w{0,39}) at (?P<module>\w+(/\w+){0,3}\.py):[0-9]{1,5}")
_SYSTEMS = ("Linux", "Darwin", "Windows", "FreeBSD", "OpenBSD", "NetBSD", "SunOS", "AIX")
_PROCESSORS = ("x86_64", "AMD64", "i686", "x86", "arm64", "aarch64", "armv7l", "ppc64le", "s390x", "riscv64")
_IMPLEMENTATIONS = ("CPython", "PyPy", "GraalVM")
_ERRORS = (
    "PipectlError", "UsageProblem", "SpecProblem", "InputProblem", "HeaderProblem", "UnsettledProblem",
    "NothingToReport",
)  # fmt: skip
_PACKAGE = Path(__file__).parents[2]


def bug_line(found: Diagnosis) -> str:
    """Versions, platform, encodings, terminal, and the shape of the plan, the data and the checks."""
    parts = [*_machine(found.machine), *_surroundings(found.surroundings), *_shape(found), *_wrong(found)]
    return "; ".join(part for part in parts if part)


def among(text: str | None, known: Collection[str]) -> str:
    """The text where it is one of ours."""
    return text if text is not None and text in known else OTHER


def version(text: str | None) -> str:
    """The number that a version begins with."""
    if text is None:
        return "missing"
    match = _VERSION.match(text)
    return match[0] if match else OTHER


def encoding(text: str | None) -> str:
    """The name Python knows an encoding by."""
    try:
        return codecs.lookup(text or "").name
    except (LookupError, ValueError):
        return OTHER


def about(number: int) -> str:
    """A number to its order of magnitude: 87 is ~100."""
    return f"~{10 ** round(log10(number)):,}" if number else "0"


def _machine(found: Machine) -> Iterator[str]:
    yield f"pipectl {version(found.version)}"
    python = f"{among(found.implementation, _IMPLEMENTATIONS)} {version(found.python)} {found.bits}-bit"
    system = f"{among(found.system, _SYSTEMS)} {version(found.release)} {among(found.processor, _PROCESSORS)}"
    yield f"{python} on {system}"
    yield ", ".join(map(_package, found.packages))


def _package(found: Package) -> str:
    return f"{found.name} {version(found.version)}"


def _surroundings(found: Surroundings) -> Iterator[str]:
    streams = [f"{each.name} {each.kind} {encoding(each.encoding)}" for each in found.streams]
    place = found.locale if _LOCALE.fullmatch(found.locale) else OTHER
    utf8 = ", utf-8 mode" if found.utf8_mode else ""
    files = f"file names {encoding(found.file_names)}"
    yield f"{', '.join(streams)}, {files}, locale {place} {encoding(found.locale_encoding)}{utf8}"
    colour, signs = "colour" if found.colour else "no colour", "all signs" if found.all_signs else "ASCII"
    yield f"{found.width} columns ({found.width_by}), {colour} ({found.colour_by}), {signs}"
    if found.build is not None:
        yield f"build {found.build.key}{', step summary' if found.summary else ''}"


def _shape(found: Diagnosis) -> Iterator[str]:
    """Of pipeline.yaml, the data, and the checks."""
    plan, data = found.plan, found.data
    if plan.usable:
        counts = f"{plan.stages} stages, {about(plan.quotas)} quotas, {about(plan.waivers)} waivers"
        more = [word for word in ("quotas_file", "spend_file", "time_zone") if getattr(plan, word) is not None]
        yield f"pipeline.yaml ({', '.join([plan.by or OTHER, counts, *more])})"
    else:
        yield f"pipeline.yaml ({plan.by}) not usable" if plan.by else "no pipeline.yaml"
    yield f"data ({data.by or 'none'}, files {len(data.files)}, currencies {data.currencies})"
    for each in data.files[:SHOWN]:
        yield _file(each)
    for check in found.checks[: 4 * SHOWN]:
        yield _check(check)


def _file(found: FileFound) -> str:
    if found.kind is None:
        return "file: not opened"
    delimiter = among(found.delimiter, DELIMITERS.values()) if found.delimiter else "no delimiter"
    parts = [found.kind, encoding(found.encoding), delimiter, f"header in line {found.header_line or 0}"]
    preset = among(found.preset, keys()) if found.preset else "none"
    parts.append(f"preset {preset} by {found.preset_by}" if found.preset_by else "preset unknown")
    if found.rows is not None:
        rows = found.rows
        parts.append(f"{about(rows.read)} rows, {about(rows.accepted)} accepted, {about(rows.set_aside)} set aside")
    columns = " ".join(among(field, FIELDS) for field, _ in found.columns)
    return f"file: {', '.join(parts)}, columns {columns or 'none'}, {about(len(found.unused))} others"


def _check(found: CheckFound) -> str:
    subject = found.subject if _CODE.fullmatch(found.subject) else among(found.subject, _SUBJECTS)
    by = f" by {among(found.by, FIELDS)}" if found.by else ""
    asked = f"{' period' if found.period else ''}{' where' if found.filters else ''}"
    answer = "" if found.answer is Answer.YES else f" ({'partly' if found.answer is Answer.PARTLY else 'not'} judged)"
    return f"check {subject} {' '.join(found.bounds)}{by}{asked}{answer}"


_SUBJECTS = (*CHECKED, DATA_QUALITY, *(level.value for level in Level))


def _wrong(found: Diagnosis) -> Iterator[str]:
    """Kinds of problems and findings."""
    problems = [f"{each.level.value} in {each.about}{_kinds(each.kinds)}" for each in found.problems]
    yield f"problems: {', '.join(dict.fromkeys(problems))}" if problems else "no problems"
    findings = [f"{code} {about(count)}" for code, count in found.data.findings if _CODE.fullmatch(code)]
    if findings:
        yield f"findings: {', '.join(findings)}"


def _kinds(kinds: Collection[str]) -> str:
    known = [kind for kind in kinds if kind in _ERRORS or _CODE.fullmatch(kind) or _is_bug(kind)]
    return f" ({' '.join(known)})" if known else ""


def _is_bug(kind: str) -> bool:
    """Whether it is an error and a line of ours; a folder on the way to another library may be called as we are."""
    match = _BUG.fullmatch(kind)
    return match is not None and (_PACKAGE / match["module"]).is_file()
