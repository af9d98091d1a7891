"""Where pipeline.yaml and the data are found."""

import os
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from ..domain.errors import InputProblem, SpecProblem
from ..domain.spec import PipelineSpec
from .options import DATA_NAME, SPEC_NAME
from .piped import is_piped
from .speaking import settle_plan

#: By which rule pipeline.yaml, or the data, is found.
SpecBy = Literal["--config", "PIPECTL_CONFIG", "here", "above"]
DataBy = Literal["argument", "data", "beside", "stdin"]


class FoundSpec(NamedTuple):
    """The plan, and the file it came from; None for the built-in stages."""

    spec: PipelineSpec
    path: Path | None
    text: bytes = b""
    """What the file said."""

    @property
    def files(self) -> list[Path]:
        """The file and those it names beside the data, which nothing is written over."""
        if self.path is None:
            return []
        named = (self.spec.quotas_file, self.spec.spend_file, *self.spec.activities.files)
        return [self.path, *(self.path.parent / name for name in named if name)]


class SpecPath(NamedTuple):
    """A pipeline.yaml, not read yet."""

    path: Path
    by: SpecBy


class FoundData(NamedTuple):
    """Names of the data: paths, patterns, or - for stdin."""

    names: list[str]
    by: DataBy


def find_spec_path(config: str | None) -> SpecPath | None:
    """`--config`, else PIPECTL_CONFIG, else pipeline.yaml here or above, up to the repository's root.

    Raises:
        SpecProblem: the one that is named does not exist.
    """
    by: SpecBy = "--config" if config else "PIPECTL_CONFIG"
    named = config or os.environ.get("PIPECTL_CONFIG")
    if named:
        if not os.path.isfile(named):  # noqa: PTH113 - Path raises on a name too long
            raise SpecProblem(f"{by} names {named!r}, which is not a file; correct the path, or run pipectl init")
        return SpecPath(Path(named), by)
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise InputProblem("the folder you are in no longer exists; go to another") from None
    for folder in (here, *here.parents):
        if os.path.isfile(folder / SPEC_NAME):  # noqa: PTH113 - Path raises where it may not look into a folder above
            # As seen from here: messages are shorter, and builds show them beside the lines they are about.
            path = Path(os.path.relpath(folder / SPEC_NAME, here))
            return SpecPath(path, "here" if folder == here else "above")
        if os.path.exists(folder / ".git"):  # noqa: PTH110 - as above
            break
    return None


def find_spec(config: str | None) -> FoundSpec:
    """The plan to use; the built-in stages where there is no pipeline.yaml.

    Raises:
        SpecProblem: it can't be read or has errors.
    """
    located = find_spec_path(config)
    if located is None:
        from ..spec.templates import built_in_spec

        settle_plan(None)
        return FoundSpec(built_in_spec(), None)
    return with_spend(with_quotas(load_plan(located.path)))


def load_plan(path: Path) -> FoundSpec:
    """A pipeline.yaml, yet without what stands in the files it names.

    Raises:
        SpecProblem: it can't be read or has errors.
    """
    from ..spec.loader import load_spec

    try:
        text = path.read_bytes()
    except OSError as error:
        raise SpecProblem(f"{path}: can't be read ({error.strerror}); check its permissions") from None
    spec = load_spec(text, str(path))
    settle_plan(spec.display_locale, path)
    return FoundSpec(spec, path, text)


def with_quotas(found: FoundSpec) -> FoundSpec:
    """The plan with the quotas of the file it names.

    Raises:
        PipectlError: that file can't be read, or has errors.
    """
    spec = found.spec
    if spec.quotas_file is None or found.path is None:
        return found
    from dataclasses import replace

    from ..read import quotas
    from ..read.source import load

    source = load(str(found.path.parent / spec.quotas_file))
    return found._replace(spec=replace(spec, quotas=quotas.with_quotas(spec, source)))


def with_spend(found: FoundSpec) -> FoundSpec:
    """The plan with the spend of the file it names.

    Raises:
        PipectlError: that file can't be read, or has errors.
    """
    spec = found.spec
    if spec.spend_file is None or found.path is None:
        return found
    from dataclasses import replace

    from ..read import spend
    from ..read.source import load

    source = load(str(found.path.parent / spec.spend_file))
    return found._replace(spec=replace(spec, spend=spend.with_spend(spec, source)))


def find_data(files: list[str] | None, found: FoundSpec, *, take_stdin: bool = True) -> FoundData:
    """Arguments, else `data:` of pipeline.yaml, else opportunities.csv beside it, else what is piped in.

    Raises:
        InputProblem: nothing of these is there, or stdin is asked for and is a terminal.
    """
    if files:
        refuse_terminal(files)
        return FoundData(files, "argument")
    folder = found.path.parent if found.path else Path()
    if found.spec.data:
        return FoundData([_beside(folder, name) for name in found.spec.data], "data")
    if (folder / DATA_NAME).is_file():
        return FoundData([str(folder / DATA_NAME)], "beside")
    if take_stdin and is_piped():
        return FoundData(["-"], "stdin")
    raise InputProblem(f"no data: name an export, put {DATA_NAME} here, or pipe one in; try: pipectl demo")


def find_beside(
    files: list[str] | None, found: FoundSpec, named: tuple[str, ...], name: str, *, take_stdin: bool = True
) -> list[str]:
    """Files of another table: arguments, else those pipeline.yaml names, else one beside it, else what is piped in.

    Raises:
        InputProblem: nothing of these is there, or stdin is asked for and is a terminal.
    """
    if files:
        refuse_terminal(files)
        return files
    folder = found.path.parent if found.path else Path()
    if named:
        return named_beside(found, named)
    if (folder / name).is_file():
        return [str(folder / name)]
    if take_stdin and is_piped():
        return ["-"]
    what = Path(name).stem
    raise InputProblem(
        f"no {what}: name a file of them, put {name} here, pipe one in, or name it in pipeline.yaml under {what}: files"
    )


def named_beside(found: FoundSpec, named: tuple[str, ...]) -> list[str]:
    """Names in pipeline.yaml as paths."""
    folder = found.path.parent if found.path else Path()
    return [_beside(folder, each) for each in named]


def has_own_data(found: FoundSpec) -> bool:
    """Whether there is an export that is read where none is named."""
    folder = found.path.parent if found.path else Path()
    return bool(found.spec.data) or (folder / DATA_NAME).is_file() or is_piped()


def refuse_terminal(files: list[str]) -> None:
    """Refuse to read stdin where it is a terminal.

    Raises:
        InputProblem: it is named, and is one.
    """
    if "-" in files and sys.stdin.isatty():
        raise InputProblem(
            "stdin is a terminal, so nothing would ever come; pipe an export in: cat export.csv | pipectl report -"
        )


def _beside(folder: Path, name: str) -> str:
    """A name of `data:` as a path; in a pattern, marks of the folder's own name stand for themselves."""
    if any(mark in name for mark in "*?[") and not os.path.exists(folder / name):  # noqa: PTH110 - it may be too long
        from glob import escape

        return os.path.join(escape(str(folder)), name)  # noqa: PTH118 - a pattern is no path
    return str(folder / name)
