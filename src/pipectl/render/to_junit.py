"""Results as JUnit XML, which build servers read: a test case a code, a failure where it fails."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, assert_never
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..domain.finding import Code, Finding
from ..domain.validation import CodeLine, Validation
from ..domain.verdict import CheckLine, CheckResult, Verdict, WaiverLine, WaiverState
from .annotations import said
from .harmless import for_xml
from .summaries import check_summary
from .words.check import bound_words, change_words, line_words, waiver_words
from .words.shared import counted, rows_words
from .words.validation import against_words, quality_words, tally_words

#: Findings of a code that stand in its test case.
SHOWN = 100


def render(verb: str, found: Any) -> str:
    """A check or a validation."""
    return check(found) if verb == "check" else validation(found)


def check(found: CheckResult) -> str:
    """A test case a check: a failure where it is missed, an error where it is undefined, skipped where not judged."""
    cases = [
        *(_check(found, line, name) for line, name in zip(found.lines, _names(found), strict=True)),
        *(_waiver(line, only_told=found.warn_only) for line in found.waivers),
    ]
    return _document("pipectl check", "checks", cases, found.as_of, [check_summary(found)])


def validation(found: Validation) -> str:
    """Codes that fail, those that were found and do not fail, those that were not found, and those not looked for."""
    cases = [*(_found(found, line) for line in found.codes), *map(_case, found.passed)]
    for check in found.not_run:
        case = _case(check.code)
        SubElement(case, "skipped", message=for_xml(f"needs {check.lacking}"))
        cases.append(case)
    return _document("pipectl validate", "data", cases, found.as_of, _summary(found))


def _document(name: str, suite_name: str, cases: list[Element], day: date, summary: Iterable[str]) -> str:
    tags = Counter(each.tag for case in cases for each in case)
    counts = {
        "tests": str(len(cases)),
        "failures": str(tags["failure"]),
        "errors": str(tags["error"]),
        "skipped": str(tags["skipped"]),
        "time": "0",
    }
    whole = {key: count for key, count in counts.items() if key != "skipped"}
    root = Element("testsuites", {"name": name, **whole})
    suite = SubElement(root, "testsuite", {"name": suite_name, **counts, "timestamp": f"{day}T00:00:00"})
    suite.extend(cases)
    SubElement(suite, "system-out").text = "\n".join(map(for_xml, summary))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _names(found: CheckResult) -> list[str]:
    """A name for each line; those that would share one have their bound beside it, else a number."""
    names = [line_words(line, found, for_xml) for line in found.lines]
    names = _apart(names, [change_words(line, "before") or bound_words(line, found.currency) for line in found.lines])
    seen = Counter[str]()
    numbers = []
    for name in names:
        seen[name] += 1
        numbers.append(str(seen[name]))
    return _apart(names, numbers)


def _apart(names: list[str], beside: list[str]) -> list[str]:
    times = Counter(names)
    return [f"{name} ({more})" if times[name] > 1 else name for name, more in zip(names, beside, strict=True)]


def _check(found: CheckResult, line: CheckLine, name: str) -> Element:
    case = Element("testcase", classname="pipectl.check", name=name, time="0")
    words = for_xml(said(line, found))
    match line.verdict:
        case Verdict.FAILED if found.warn_only:
            SubElement(case, "system-out").text = f"failed, only told: {words}"
        case Verdict.FAILED:
            SubElement(case, "failure", type="failed", message=words).text = _behind(line)
        case Verdict.UNDEFINED:
            SubElement(case, "error", type="undefined", message=words)
        case Verdict.TOO_FEW | Verdict.WAIVED:
            SubElement(case, "skipped", message=words)
        case Verdict.WARNED | Verdict.PASSED:
            _beside(case, line, words)
        case _:
            assert_never(line.verdict)
    return case


def _beside(case: Element, line: CheckLine, words: str) -> None:
    """What stands beside a case that is no failure; beside a plain pass nothing does."""
    if line.verdict is Verdict.WARNED:
        SubElement(case, "system-out").text = f"warned: {words}"
    elif line.notes:
        SubElement(case, "system-out").text = words


def _behind(line: CheckLine) -> str:
    """The opportunities or rows behind a check, a line each."""
    parties = line.behind.shown[:SHOWN] if line.behind else ()
    lines = (" · ".join(filter(None, (str(one.place), one.name, one.owner, one.why))) for one in parties)
    return "\n".join(map(for_xml, lines))


def _waiver(line: WaiverLine, *, only_told: bool) -> Element:
    waiver = line.waiver
    name = for_xml(f"waiver of {waiver.check} for {waiver.who}")
    case = Element("testcase", classname="pipectl.check", name=name, time="0")
    words = waiver_words(line, for_xml)
    if line.state is WaiverState.EXPIRED and not only_told:
        SubElement(case, "failure", type="expired", message=words)
    else:
        SubElement(case, "system-out").text = words
    return case


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
