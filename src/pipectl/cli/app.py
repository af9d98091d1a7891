"""The Typer app. Commands are loaded when they are called, so that no command pays for another."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from typing import Annotated, Any, NamedTuple, get_args

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from ..domain.errors import UsageProblem


class Entry(NamedTuple):
    """A command before it is loaded: enough for completion and for the list of commands."""

    panel: str
    help: str


#: Every verb, in the order of help. The module is `pipectl.cli.commands.<verb>`, with `_command` behind it where the
#: verb is a Python word; its function is `run` and its docstring starts with the help given here.
COMMANDS: dict[str, Entry] = {
    "report": Entry("See", "Won, open and weighted against the quota, stage by stage, and what to look at first."),
    "list": Entry("See", "The opportunities sorted by stage, with subtotals."),
    "board": Entry(
        "See", "Open opportunities as cards, stage by stage, the biggest first, with what speaks against them."
    ),
    "funnel": Entry("See", "The buyer's view: how many of those that reached a stage went on, and how long it took."),
    "playbook": Entry("See", "What each stage is for, what it takes to leave it, and where its opportunities stand."),
    "changes": Entry("See", "What changed between two days, and the opportunities behind it."),
    "review": Entry(
        "See",
        "The meeting: what to inspect, what slipped and is stuck, what to learn, owner by owner, and what to do next.",
    ),
    "explain": Entry("See", "What a number or a risk rule means, how it is computed, and what stands behind it here."),
    "ui": Entry("See", "Browse stages and opportunities on the whole terminal; reads only."),
    "check": Entry("Check", "Hold the pipeline to its targets: exit 1 when one is missed."),
    "validate": Entry(
        "Check", "Every problem in the data, with its place and what to do: exit 1 when rows are set aside."
    ),
    "forecast": Entry("Run", "What the period will bring, and what such forecasts were worth."),
    "qualify": Entry(
        "Run", "What is known of each opportunity, what is missing, how it fits, and how well that told won from lost."
    ),
    "leads": Entry(
        "Run", "New leads, how soon they are answered, what becomes of them, what they cost, and whom to call first."
    ),
    "activity": Entry("Run", "Who did how much against the standard, what it led to, and what nobody touches."),
    "snapshot": Entry("Keep", "Keep today's export, so that what changes from now on can be told."),
    "history": Entry("Keep", "The snapshots that are kept: list, show, verify, prune; import older exports."),
    "demo": Entry("Start", "The report on sample opportunities dated around today; writes nothing."),
    "init": Entry("Start", "Write a pipeline.yaml, proposed from an export or from a template."),
    "doctor": Entry("Start", "What is found where, what each check lacks, and a line for a bug report."),
    "schema": Entry("Start", "The JSON Schema of pipeline.yaml or of an output."),
}


class Commands(MutableMapping[str, Any]):
    """The commands by name; one is imported when it is looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = _load(name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _load(name: str) -> Any:
    if name not in COMMANDS:
        raise KeyError(name)
    from .signature import from_groups

    module = import_module(f".commands.{name}_command" if name == "list" else f".commands.{name}", __package__)
    if hasattr(module, "SUBCOMMANDS"):
        return _group(name, module.SUBCOMMANDS)
    app = typer.Typer(add_completion=False, context_settings=CONTEXT)
    app.command(name, cls=PlainCommand, rich_help_panel=COMMANDS[name].panel)(from_groups(module.run))
    return get_command(app)


def _group(name: str, verbs: Mapping[str, Callable[..., int]]) -> Any:
    """A command that takes one of several verbs."""
    from .signature import from_groups

    app = typer.Typer(cls=PlainGroup, add_completion=False, context_settings=CONTEXT, help=COMMANDS[name].help)
    for verb, function in verbs.items():
        app.command(verb, cls=PlainCommand)(from_groups(function))
    group: Any = get_command(app)
    group.name, group.rich_help_panel = name, COMMANDS[name].panel
    return group


# Typer builds a Pydantic adapter for every parameter of a command, even for those not given, and that is most of what
# its start-up costs. These two convert only what was given and is not text already.
class _PlainOption(TyperOption):
    def process_value(self, ctx: Any, value: Any) -> Any:
        _refuse_empty(max(self.opts, key=len), value)
        if self.required or not _is_plain(self, value):
            return super().process_value(ctx, value)
        value = () if value is None and self.multiple else value
        return value if self.callback is None else self.callback(ctx, self, value)

    def display_type_rich(self, ctx: Any) -> str | None:
        return None if self.is_flag else super().display_type_rich(ctx)


class _PlainArgument(TyperArgument):
    def process_value(self, ctx: Any, value: Any) -> Any:
        _refuse_empty(self.metavar or self.name.upper(), value)
        if self.required or not _is_plain(self, value):
            return super().process_value(ctx, value)
        return () if value is None and self.nargs == -1 else value

    def display_type_rich(self, ctx: Any) -> str | None:
        return super().display_type_rich(ctx) if self.type_descriptor.is_choice else None


def _refuse_empty(name: str, value: Any) -> None:
    """An empty value is a variable that a script forgot to fill; taken for "not given", it would get another answer."""
    if value == "" or (isinstance(value, (list, tuple)) and "" in value):
        raise UsageProblem(f"{name} got an empty value, as from a variable that is not set; fill it in or leave it out")


def _is_plain(parameter: Any, value: Any) -> bool:
    """Whether a value needs no conversion: it is not given, is the default, text for a text parameter or a choice."""
    wanted = parameter.type_descriptor.annotation
    if isinstance(value, str):
        return wanted is str or value == parameter.default or value in get_args(wanted)
    return value is None or (wanted == list[str] and isinstance(value, (list, tuple)))


def _made_plain(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if type(parameter) is TyperOption:
            parameter.__class__ = _PlainOption
        elif type(parameter) is TyperArgument:
            parameter.__class__ = _PlainArgument
    return parameters


class PlainCommand(TyperCommand):
    """A command that converts only the values that were given and are not text already."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, with the cheap conversion."""
        return _made_plain(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """A group whose own options are as plain."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, with the cheap conversion."""
        return _made_plain(super().get_params(ctx))


class LazyGroup(TyperGroup):
    """The root: knows every command by name, loads only the one that is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands = Commands()

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, with the cheap conversion."""
        return _made_plain(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called; a file in its place is told what to put before it."""
        import os

        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing and (name == "-" or os.path.isfile(name)):  # noqa: PTH113 - it may be too long
            from shlex import quote

            raise UsageProblem(f"{name!r} is no command; for the report on it: pipectl report {quote(name)}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Names of the commands, without loading them."""
        return list(COMMANDS)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Names of commands from the table alone, then the root's own options."""
        from typer.core import CompletionItem  # type: ignore[attr-defined]  # Typer has no public name for it

        found = [CompletionItem(name, help=each.help) for name, each in COMMANDS.items() if name.startswith(incomplete)]
        return found + TyperCommand.shell_complete(self, ctx, incomplete)


CONTEXT = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=LazyGroup,
    context_settings=CONTEXT,
    invoke_without_command=True,
    epilog="Try: pipectl demo",
)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", show_default=False)] = False,
) -> int:
    """The truth about a sales pipeline, from a CRM or spreadsheet export."""
    if version:
        from .. import __version__

        typer.echo(f"pipectl {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from .commands.bare import run as bare

        raise typer.Exit(bare(context.get_help))
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code and never raises."""
    from .guard import guarded
    from .surroundings import settle

    settle()
    return guarded(lambda: get_command(app).main(args=list(arguments), prog_name="pipectl", standalone_mode=False))
