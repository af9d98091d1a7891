"""The manual page pipectl(1), from the same commands and options as docs/cli.md, and the README's exit codes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ESCAPES = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}

_ENVIRONMENT = {
    "PIPECTL_CONFIG": "The pipeline.yaml to use, where --config names none.",
    "COLUMNS": "The width of the screen; --width decides before it.",
    "NO_COLOR, FORCE_COLOR": "No colour, or colour even where stdout is no terminal; --color decides before them.",
}
_FILES = {
    "pipeline.yaml": "Stages, quotas, checks and all settings; here or in a folder above.",
    "opportunities.csv": "The export that is read where none is named, beside pipeline.yaml.",
    "history/": "The snapshots that are kept, beside pipeline.yaml.",
}
_EXAMPLES = {
    "pipectl demo": "The report on a sample, dated around today.",
    "pipectl init --from export.csv": "Propose a pipeline.yaml from an export.",
    "pipectl report --owner Ann --output ann.md": "One owner's report as Markdown.",
    "pipectl check --min-coverage 3": "Exit 1 where less than three times the quota is open and due in the period.",
}


def page(root: Path) -> str:
    """The manual page, in the macros of man(7)."""
    from typer.main import get_command

    from pipectl import __version__
    from pipectl.cli.app import app

    top: Any = get_command(app)
    verbs = dict(_verbs(top))
    lines = [
        r".\" Made from the code by scripts/make_docs.py; edit the code, then run `make fix`.",
        f'.TH PIPECTL 1 "" "pipectl {__version__}" "pipectl"',
        *(".SH NAME", rf"pipectl \- {_text(top.help.removesuffix('.'))}"),
        *(".SH SYNOPSIS", r"\fBpipectl\fP [\fICOMMAND\fP] [\fIOPTIONS\fP] [\fIFILES\fP]"),
        *(".SH DESCRIPTION", "The report where data is found, else help; a command answers its own question."),
        *_named("COMMANDS", {}),
        *_commands(verbs),
        *_options(verbs),
        *_named("EXIT STATUS", dict(_exits(root))),
        *_named("ENVIRONMENT", _ENVIRONMENT),
        *_named("FILES", _FILES),
        *_named("EXAMPLES", _EXAMPLES),
    ]
    return "\n".join(lines) + "\n"


def _verbs(top: Any) -> Iterator[tuple[str, Any]]:
    """Every command by its name, those of a group as well."""
    from pipectl.cli.app import COMMANDS

    for name in COMMANDS:
        command = top.commands[name]
        own = getattr(command, "commands", None)
        yield from [(name, command)] if own is None else ((f"{name} {verb}", each) for verb, each in own.items())


def _commands(verbs: dict[str, Any]) -> Iterator[str]:
    """Each command with the options it alone has; the others by name."""
    from pipectl.cli.app import COMMANDS

    shared, panel = _shared(verbs), ""
    for name, command in verbs.items():
        if (now := COMMANDS[name.split()[0]].panel) != panel:
            panel = now
            yield f".SS {_text(panel)}"
        own = [each for each in command.params if _key(each) not in shared]
        more = [max(each.opts, key=len) for each in command.params if each.opts[0][:1] == "-" and _key(each) in shared]
        arguments = " ".join(f"[{_metavar(each)}]" for each in command.params if each.param_type_name == "argument")
        yield from (".TP", rf"\fBpipectl {_text(name)}\fP \fI{_text(arguments)}\fP")
        yield from _paragraphs(command.help)
        if own:
            yield from (".RS", *(line for each in own for line in _option(each)), ".RE")
        if more:
            yield from (".IP", f"Of OPTIONS: {_text(', '.join(more))}.")


def _shared(verbs: dict[str, Any]) -> dict[Any, Any]:
    """What several commands take and say alike, once each."""
    seen: dict[Any, list[Any]] = {}
    for command in verbs.values():
        for each in command.params:
            seen.setdefault(_key(each), []).append(each)
    return {key: found[0] for key, found in seen.items() if len(found) > 1}


def _key(parameter: Any) -> Any:
    return parameter.param_type_name, tuple(parameter.opts), parameter.help


def _options(verbs: dict[str, Any]) -> Iterator[str]:
    yield from _named("OPTIONS", {})
    for each in _shared(verbs).values():
        yield from _option(each)


def _option(parameter: Any) -> Iterator[str]:
    """One option or argument with what it means."""
    is_flag = parameter.param_type_name == "argument" or parameter.is_flag
    names = _metavar(parameter) if parameter.param_type_name == "argument" else ", ".join(parameter.opts)
    value = "" if is_flag else f" {_metavar(parameter)}"
    yield from (".TP", rf"\fB{_text(names)}\fP\fI{_text(value)}\fP")
    yield from _paragraphs(parameter.help)


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _named(title: str, entries: dict[str, str]) -> Iterator[str]:
    yield f".SH {title}"
    for name, text in entries.items():
        yield from (".TP", rf"\fB{_text(name)}\fP", _text(text))


def _exits(root: Path) -> Iterator[tuple[str, str]]:
    """The exit codes, from the table of the README."""
    table = (root / "README.md").read_text(encoding="utf-8").partition("| exit | means |")[2]
    for row in re.finditer(r"^\| (\d+) \| (.+) \|$", table, re.MULTILINE):
        yield row[1], row[2].replace("`", "")


def _paragraphs(text: str | None) -> Iterator[str]:
    for at, paragraph in enumerate(re.split(r"\n\s*\n", (text or "").strip())):
        if at:
            yield ".IP"
        yield _text(" ".join(paragraph.split()))


def _text(text: str) -> str:
    """Words that roff prints as they are."""
    safe = "".join(_ESCAPES.get(letter, letter) for letter in text)
    return rf"\&{safe}" if safe.startswith(".") else safe
