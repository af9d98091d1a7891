"""Write the documents that come from the code: metrics, commands, exports, findings and risks in docs/, the pictures, and the manual page.

`--check` writes nothing and fails where one is not what the code would write; `--picture` writes the pictures alone.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXAMPLE = ["examples/opportunities.csv", "-c", "examples/pipeline.yaml", "--as-of", "2026-11-16"]
MADE = "<!-- Made from the code by scripts/make_docs.py; edit the code, then run `make fix`. -->"


def metrics_page() -> str:
    from pipectl.metrics.activity import ACTIVITY_METRICS
    from pipectl.metrics.catalog import CHECKED
    from pipectl.metrics.leads import LEAD_METRICS

    lines = [
        MADE,
        "",
        "# Metrics",
        "",
        "Every number pipectl computes, with what it means; `pipectl explain KEY` prints the same with the",
    ]
    lines += [
        "values behind it on your data. A number that is not defined is `null` in JSON and `–` on screen, with the",
        "reason. Whatever is made of sums of amounts is not defined over amounts in several currencies, until",
        "pipeline.yaml gives exchange_rates; groups by currency have it.",
        "",
        "A won or lost opportunity counts on the day it was closed; without a column for it (`columns: closed`), on its",
        "expected close, which most CRMs overwrite when a deal closes. The report says which.",
        "",
    ]
    for metric in (*CHECKED.values(), *LEAD_METRICS.values(), *ACTIVITY_METRICS.values()):
        lines += [f"## {metric.title}", "", f"`{metric.key}` · {metric.unit.published}", "", metric.definition, ""]
        lines += [
            f"- Formula: {metric.formula}",
            *([f"- Undefined when: {metric.undefined}"] if metric.undefined else []),
            f"- Source: {metric.source}",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def cli_page() -> str:
    from typer.main import get_command

    from pipectl.cli.app import COMMANDS, app

    root: Any = get_command(app)
    lines = [MADE, "", "# Commands", "", "`pipectl` alone shows the report where data is found, else help.", ""]
    panel = ""
    for name, entry in COMMANDS.items():
        if entry.panel != panel:
            panel = entry.panel
            lines += [f"## {panel}", ""]
        lines += [*_documented(name, root.commands[name]), ""]
    return "\n".join(lines).rstrip() + "\n"


def exports_page() -> str:
    """What is known of each CRM's export, from its preset as it is written."""
    import yaml

    from pipectl.read.preset import keys
    from pipectl.read.presets.compiling import FOLDER

    lines = [
        MADE,
        "",
        "# Exports that are known",
        "",
        "An export of one of these CRMs is recognised by its headers, read without a mapping, and named in the report:",
        "`read as a HubSpot export`. `--preset KEY` (or `columns: {preset: KEY}` in pipeline.yaml) names it yourself,",
        "`--preset none` reads the headers as they are. What pipeline.yaml says of a column outranks it, and without a",
        "pipeline.yaml its stages are used. Case, surrounding space and punctuation of headers don't matter.",
        "",
    ]
    for key in keys():
        told = yaml.safe_load((FOLDER / f"{key}.yaml").read_text(encoding="utf-8"))
        lines += [f"## {told['title']}", "", f"`{key}`", ""]
        lines += ["Recognised by headers that stand together:", ""]
        lines += [f"- {', '.join(map(_code, together))}" for together in told["recognise"]]
        lines += ["", "| field | headers |", "|---|---|"]
        known = told["columns"] | told.get("flags", {})
        known |= {role: told[role] for role in ("won_amount", "won_on", "lost_on") if role in told}
        lines += [f"| `{field}` | {', '.join(map(_code, headers))} |" for field, headers in known.items()]
        lines += ["", *_peculiar(told)]
    return "\n".join(lines).rstrip() + "\n"


def findings_page() -> str:
    """Every code with what it means and what to do."""
    from pipectl.checks.data_checks import DATA_CHECKS
    from pipectl.domain.activity_codes import CODES as ACTIVITY_CODES
    from pipectl.domain.finding import Level
    from pipectl.domain.lead_codes import CODES as LEAD_CODES
    from pipectl.history.codes import CODES as HISTORY_CODES
    from pipectl.read.codes import CODES
    from pipectl.read.side.codes import CODES as SIDE_CODES
    from pipectl.store.codes import CODES as SNAPSHOTS

    lines = [
        MADE,
        "",
        "# Findings",
        "",
        "What `pipectl validate` may find, by code. An **error** sets its row aside: it is in no figure, and `validate` exits 1.",
        "A **warning** keeps the row and wants a look. A **note** is said and costs nothing. The data quality is the share of",
        "rows without an error or a warning; findings about a file as a whole flag no row.",
        "",
    ]
    found = {level: [code for code in CODES.values() if code.level is level] for level in Level}
    sections = {
        "While reading: errors": found[Level.ERROR],
        "While reading: warnings and notes": [*found[Level.WARNING], *found[Level.NOTE]],
        "Data checks": [check.code for check in DATA_CHECKS],
        "Histories": list(HISTORY_CODES.values()),
        "Leads and activities": [*SIDE_CODES.values(), *LEAD_CODES.values(), *ACTIVITY_CODES.values()],
        "Snapshots": [*SNAPSHOTS.values()],
    }
    about = {
        "Data checks": "Rules over the rows that were accepted; `validate` runs them, `report`, `list` and `check` don't. A check "
        "whose columns the file lacks is not run, and `validate` says so.",
        "Histories": "What is found in a CRM's own history, beside what reading finds in any file, and where it and the "
        "opportunities don't agree. The rows are those of the history.",
        "Leads and activities": "What is found in files of leads and of activities, beside what reading finds in any file.",
        "Snapshots": "Said by what reads the folder of snapshots. An error leaves the whole snapshot out; what newer "
        "versions wrote ends the command.",
    }
    for title, codes in sections.items():
        lines += [f"## {title}", "", *([about[title], ""] if title in about else [])]
        lines += ["| code | level | what it is | when | what to do |", "|---|---|---|---|---|"]
        for each in sorted(codes, key=lambda code: code.code):
            cells = (f"`{each.code}`", each.level.value, each.title, each.means, each.remedy)
            lines.append(f"| {' | '.join(map(_cell, cells))} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def risks_page() -> str:
    """Every risk rule of the catalog."""
    from pipectl.render.words.risk import limit_words
    from pipectl.review.risks import RISKS

    lines = [MADE, "", "# Risk rules", "", *_RISKS_HEAD.strip().splitlines(), ""]
    for entry in (rule.entry for rule in RISKS.values()):
        lines += [f"## {entry.title}", "", f"`{entry.key}` · {entry.level.value}", "", entry.fires, ""]
        told = {
            "Why": entry.why,
            "Next": f"{entry.next}.",
            "Needs": "; ".join(_named(each) for each in entry.needs),
            "Limit": limit_words(entry),
            "In JSON": f"`{entry.reason.value}`" if entry.reason.value != entry.key else "",
            "Source": entry.source,
        }
        lines += [*(f"- {label}: {_cell(text)}" for label, text in told.items() if text), ""]
    return "\n".join(lines).rstrip() + "\n"


def _named(need: str) -> str:
    """One of our fields as code, other words as they are."""
    from pipectl.domain.opportunity import FIELDS

    return _code(need) if need in FIELDS else need


_RISKS_HEAD = """
A risk rule says what speaks against an open opportunity, and what to do about it. `pipectl report` shows the opportunities to
look at first, each with its gravest reason. Its JSON has every reason with the numbers behind it, and for each rule how many
opportunities it fires for, how many are clear, and how many could not be judged and why. `pipectl explain risk:KEY` explains
one rule and what it finds in your data, as `pipectl explain risk:stalled`; without `risk:`, `stalled` is the measure.

A rule that lacks what it needs is **not judged**, which is never a pass. The report names the rules that could be judged of no
open opportunity, with what they lack, below those to look at first; so does `review` under `At risk`: `Not judged: pushed, moved
back (no history) · single contact (no column)`. A rule about a quota or a qualification that pipeline.yaml doesn't have is left
out there, and is in the JSON. What a rule compares with (the largest win, usual times, the win rate of a stage) it learns from
the whole file, whatever you filter.

**How grave.** Each rule has a severity (high, medium or low), given below. Your own past moves it one step: up where deals that
had the sign while they were open were lost more often than the others, down where they were lost less often. A difference counts
only where it is more than chance: the 95 % Wilson intervals of the two shares don't overlap, and there are five decided deals or
more on either side. With fewer, the counts are shown and change nothing.

History tells which deals had the sign, up to the day before each was decided. Without history the export tells it, but only of
signs that it still shows once a deal is closed: a close date that had passed by then, the number of contacts, columns of your
own that open ones have filled as well. Rules that are learnt from what was won (how long wins took, the largest of them, the win rate of a stage) have no such past.

An opportunity is as grave as its gravest sign. Its amount moves that one step: up where it is a tenth of the whole quota of the period
or more, down where it is less than a hundredth. Without a quota, the open amount due in the period stands in for it. The gravest
stand first, and of equals the largest; an amount due in the period counts twice.

`overdue` and `stalled` find what the measures `slippage`, `stalled` and `decay` count from the file alone. With history,
`stalled` finds more: those that stand longer in their stage than `max_days` allows, or than others needed there. One that is
stalled by its age alone also says how long it is in its stage: `open 76 days; wins take 10 (in stage 6 of 20)`.

**In pipeline.yaml** you change a rule, leave it out, or add your own. A rule of your own is a condition, written as in a
[playbook](playbook.md):

```yaml
risks:
  - {rule: no_activity, limit: 21}
  - {rule: single_contact, column: Contacts}
  - {rule: moved_back, use: no}
  - {rule: no_next_step, level: high, next: Call today}
  - name: Legal is not asked
    all: [{field: stage, in: [Negotiation, Closing]}, {field: Legal, is: missing}]
    reason: legal has not seen the contract
    next: send it to legal
    level: high
```

A comparison with an empty cell can't be judged: an opportunity without an amount is neither clear of `max: 1000` nor caught by it.
`is: missing` catches it. (Criteria of stages and filters differ: there an empty cell fits no comparison.)

`limit` is in the rule's own unit. `level` (high, medium or low) sets the severity, and the past no longer moves it. What you leave
out is no next step of a report either; the figures count it as before.
"""


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _peculiar(told: dict[str, Any]) -> list[str]:
    """What else a preset says, in words."""
    said = [words for key, words in _PECULIAR.items() if told.get(key)]
    for key, words in _LISTED.items():
        if told.get(key):
            said.append(f"{words}: {', '.join(map(_code, told[key]))}.")
    said += [
        f"Means nothing as {field}: {', '.join(map(_code, words))}."
        for field, words in told.get("empty_in", {}).items()
    ]
    said += [
        f"Status {outcome}: {', '.join(map(_code, words))}." for outcome, words in told.get("statuses", {}).items()
    ]
    if told.get("stages"):
        said.append(f"Stages: {', '.join(stage['name'] for stage in told['stages'])}.")
    if told.get("stages_of"):
        said.append(f"Stages are those of `{told['stages_of']}`.")
    if told.get("histories"):
        titles = ", ".join(dict.fromkeys(one["title"] for one in told["histories"]))
        said.append(f"Histories, with a row for each change, are known, and read as such alone: {titles}.")
    return [" ".join(said), ""]


_PECULIAR = {
    "cents": "Amounts are in cents.",
    "amount_per": "Amounts for different periods beside each other are warned of.",
    "probability_scale": "Close % is from 0 to 100 where its values leave it open.",
    "apostrophes": "An apostrophe in front of `=`, `+`, `-` or `@` is no part of the cell.",
}
_LISTED = {
    "empty": "Cells that hold nothing",
    "stage_entered": "The day a stage was entered",
    "converted_amounts": "Amounts that are in the company's currency already",
}


def _documented(name: str, command: Any) -> Iterator[str]:
    """A command, or a group with each of its own."""
    own = getattr(command, "commands", None)
    if own is None:
        yield from _command(name, command)
        return
    yield from (f"### pipectl {name}", "", command.help)
    for verb, each in own.items():
        yield ""
        yield from _command(f"{name} {verb}", each, "####")


def _command(name: str, command: Any, level: str = "###") -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    yield f"{level} pipectl {name}"
    yield ""
    yield command.help
    yield ""
    yield "```"
    yield (
        " ".join([f"pipectl {name}", "[OPTIONS]" if options else "", *(f"[{_metavar(each)}]" for each in arguments)])
        .replace("  ", " ")
        .strip()
    )
    yield "```"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for each in arguments:
        yield f"| `{_metavar(each)}` | {_cell(each.help)} |"
    for each in options:
        yield f"| {_spelling(each)} | {_cell(each.help)} |"


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _spelling(option: Any) -> str:
    descriptor = option.type_descriptor
    value = (
        ""
        if option.is_flag
        else " " + (option.metavar or "|".join(map(str, descriptor.choices or ())) or option.name.upper())
    )
    return ", ".join(f"`{each}{value}`".replace("|", "\\|") for each in option.opts)


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")


def _shown(*arguments: str) -> str:
    """What the real program writes of the example, as SVG."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    command = [sys.executable, "-m", "pipectl", arguments[0], *EXAMPLE, *arguments[1:], "--format", "svg"]
    shown = subprocess.run(
        command, capture_output=True, check=True, cwd=ROOT, env=environment | {"PYTHONUTF8": "1"}
    ).stdout
    return shown.decode("utf-8")


def picture() -> str:
    """The real terminal report of the example."""
    return _shown("report", "--width", "100", "--theme", "dark")


def chart(verb: str, name: str, *more: str) -> Callable[[], str]:
    """One chart of the example."""
    return lambda: _shown(verb, "--chart", name, *more)


def rooms() -> str:
    """The layers of the house, as import-linter holds them."""
    from rooms import picture as drawn

    return drawn(ROOT)


def manual() -> str:
    """pipectl(1)."""
    from manual import page

    return page(ROOT)


PAGES: dict[str, Callable[[], str]] = {
    "docs/metrics.md": metrics_page,
    "docs/cli.md": cli_page,
    "docs/exports.md": exports_page,
    "docs/findings.md": findings_page,
    "docs/risks.md": risks_page,
    "docs/report.svg": picture,
    "docs/rooms.svg": rooms,
    "docs/pipectl.1": manual,
    "docs/pictures/quota.svg": chart("report", "quota"),
    "docs/pictures/stages.svg": chart("report", "stages"),
    "docs/pictures/funnel.svg": chart("report", "funnel"),
    "docs/pictures/timeline.svg": chart("report", "timeline"),
    "docs/pictures/owners.svg": chart("report", "owners", "--by", "owner"),
    "docs/pictures/win_rate.svg": chart("report", "win_rate", "--by", "owner"),
    "docs/pictures/forecast.svg": chart("forecast", "forecast"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--picture", action="store_true")
    asked = parser.parse_args()
    drifted = []
    for name, make in PAGES.items():
        if asked.picture and not name.endswith(".svg"):
            continue
        path, text = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        drifted.append(name)
        if not asked.check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    if asked.check and drifted:
        print(f"not what the code says: {', '.join(drifted)}; run `make fix`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
