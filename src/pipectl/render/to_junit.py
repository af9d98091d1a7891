"""Results as JUnit XML, which build servers read: a test case a code, a failure where it fails."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..domain.finding import Code, Finding
from ..domain.validation import CodeLine, Validation
from .harmless import for_xml
from .validation_words import against_words, quality_words, tally_words
from .words import counted, rows_words

#: Findings of a code that stand in its test case.
SHOWN = 100


def validation(found: Validation) -> str:
    """Codes that fail, those that were found and do not fail, those that were not found, and those not looked for."""
    cases = [*(_found(found, line) for line in found.codes), *map(_case, found.passed)]
    for check in found.not_run:
        case = _case(check.code)
        SubElement(case, "skipped", message=for_xml(f"needs {check.lacking}"))
        cases.append(case)
    failures = sum(map(found.fails, found.codes))
    counts = {
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(found.not_run)),
        "time": "0",
    }
    whole = {key: count for key, count in counts.items() if key != "skipped"}
    root = Element("testsuites", {"name": "pipectl validate", **whole})
    suite = SubElement(root, "testsuite", {"name": "data", **counts, "timestamp": f"{found.as_of}T00:00:00"})
    suite.extend(cases)
    SubElement(suite, "system-out").text = "\n".join(map(for_xml, _summary(found)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _case(code: Code) -> Element:
    return Element("testcase", classname="pipectl.validate", name=for_xml(f"{code.code} {code.title}"), time="0")


def _found(found: Validation, line: CodeLine) -> Element:
    """A failure, or the findings beside a test case that passes."""
    case = _case(line.code)
    shown = [each.finding for each in found.found if each.finding.code == line.code.code and not each.known]
    text = "\n".join(_lines(shown[:SHOWN], line))
    if found.fails(line):
        message = for_xml(f"{counted(line.new, 'finding')}; {line.code.remedy}")
        SubElement(case, "failure", type=line.code.level.value, message=message).text = text
    else:
        SubElement(case, "system-out").text = text
    return case


def _lines(shown: list[Finding], line: CodeLine) -> Iterator[str]:
    for each in shown:
        yield for_xml(str(each))
    if len(shown) < line.new:
        yield f"… and {line.new - len(shown):,} more"
    if line.known:
        yield f"{line.known:,} known"


def _summary(found: Validation) -> Iterator[str]:
    yield from (quality_words(found), rows_words(found.rows), tally_words(found))
    if found.against:
        yield against_words(found.against)
