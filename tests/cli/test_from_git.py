"""Every committed version of an export becomes a snapshot of its author's day."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .past import FIRST, SECOND, THIRD, begin, kept, run, write
from .process import pipectl

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
EXPORT = "all exports/déals [1].csv"


def git(folder: Path, *arguments: str, when: str = "2026-11-20T12:00:00+00:00") -> str:
    """Git as somebody whose settings are not in the way."""
    who = {f"GIT_{role}_{what}": "ann@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = os.environ | who | nobody | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": "2026-11-21T00:00:00Z"}
    call = ["git", "-C", str(folder), *arguments]
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout


def commit(folder: Path, when: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-m", when, when=when)


@pytest.fixture
def repository(tmp_path):
    """Three versions, between them one commit that deletes the export and one that is about something else."""
    folder = tmp_path / "our sales"
    folder.mkdir()
    begin(folder)
    git(folder, "init", "-b", "main")
    write(folder, EXPORT, FIRST)
    commit(folder, "2026-11-01T23:30:00-08:00")
    write(folder, EXPORT, SECOND)
    commit(folder, "2026-11-08T00:30:00+09:00")
    shutil.rmtree(folder / "all exports")
    commit(folder, "2026-11-10T12:00:00+00:00")
    (folder / "notes.md").write_text("a note", encoding="utf-8")
    commit(folder, "2026-11-11T12:00:00+00:00")
    write(folder, EXPORT, THIRD)
    commit(folder, "2026-11-15T12:00:00+00:00")
    return folder


def days(folder: Path, store: str = "history") -> list[str]:
    return [path.name[:10] for path in kept(folder, store)]


def test_every_version_is_kept_on_the_day_its_author_had(repository):
    ran = run(repository, "history", "from-git", EXPORT)
    assert (ran.code, ran.out) == (0, "3 snapshots kept in history\n")
    assert days(repository) == [FIRST, SECOND, THIRD]
    first = git(repository, "rev-list", "--reverse", "HEAD").split()[0]
    assert ran.err.splitlines()[0] == f"{FIRST}  déals [1].csv@{first[:12]}: 3 kept"
    assert f"commit {first[:12]}" in run(repository, "history", "list", "--width", "200").out
    again = run(repository, "history", "from-git", EXPORT, "--quiet")
    assert (again.code, again.out, again.err) == (0, "0 snapshots kept in history, 3 there already\n", "")


def test_another_file_that_the_name_would_match_as_a_pattern_is_not_taken(repository):
    write(repository, "all exports/déals 1.csv", SECOND)
    commit(repository, "2026-11-16T12:00:00+00:00")
    run(repository, "history", "from-git", EXPORT)
    assert days(repository) == [FIRST, SECOND, THIRD]


def test_the_folder_one_is_in_does_not_matter(repository, tmp_path):
    name = EXPORT.partition("/")[2]
    inside = pipectl("history", "from-git", name, "--store", "../a", cwd=repository / "all exports")
    above = pipectl("history", "from-git", f"our sales/{EXPORT}", "-c", "our sales/pipeline.yaml", cwd=tmp_path)
    whole = pipectl("history", "from-git", str(repository / EXPORT), "--store", "b", cwd=repository)
    assert (inside.code, above.code, whole.code) == (0, 0, 0)
    assert days(repository, "a") == days(repository) == days(repository, "b") == [FIRST, SECOND, THIRD]


def test_a_worktree_knows_the_same_versions(repository, tmp_path):
    git(repository, "worktree", "add", str(tmp_path / "other tree"), "-b", "other")
    assert run(tmp_path / "other tree", "history", "from-git", EXPORT).code == 0
    assert days(tmp_path / "other tree") == [FIRST, SECOND, THIRD]


def test_a_file_that_is_deleted_with_its_folder_still_has_its_past(repository):
    shutil.rmtree(repository / "all exports")
    commit(repository, "2026-11-16T12:00:00+00:00")
    assert run(repository, "history", "from-git", EXPORT).code == 0
    assert days(repository) == [FIRST, SECOND, THIRD]


def test_a_version_that_can_t_be_read_is_told_and_the_others_are_kept(repository):
    (repository / EXPORT).write_text("<<<<<<< ours\n", encoding="utf-8")
    commit(repository, "2026-11-16T12:00:00+00:00")
    ran = run(repository, "history", "from-git", EXPORT)
    assert (ran.code, ran.out) == (2, "3 snapshots kept in history, 1 could not be read and left out\n")
    assert git(repository, "rev-parse", "HEAD")[:12] in ran.err


def test_settings_of_git_change_nothing(repository):
    for key, value in (("color.ui", "always"), ("log.showSignature", "true"), ("log.date", "relative")):
        git(repository, "config", key, value)
    assert run(repository, "history", "from-git", EXPORT).code == 0
    assert days(repository) == [FIRST, SECOND, THIRD]


def test_a_shallow_clone_is_said_to_have_less(repository, tmp_path):
    git(tmp_path, "clone", "--depth", "1", repository.as_uri(), "clone")
    ran = run(tmp_path / "clone", "history", "from-git", EXPORT, "--quiet")
    assert (ran.code, days(tmp_path / "clone")) == (0, [THIRD])
    assert "older versions are missing; run git fetch --unshallow" in ran.err


def test_a_compressed_export_is_unpacked(repository):
    import gzip

    (repository / "deals.csv.gz").write_bytes(gzip.compress((repository / EXPORT).read_bytes()))
    commit(repository, "2026-11-17T12:00:00+00:00")
    assert run(repository, "history", "from-git", "deals.csv.gz").code == 0
    assert days(repository) == ["2026-11-17"]


@pytest.mark.parametrize("file", ["none.csv", "all exports", "nowhere/none.csv", "--output=x", "", "*.csv"])
def test_what_is_not_committed_is_refused(file, repository):
    write(repository, "new.csv", FIRST)
    for name in (file, "new.csv"):
        ran = run(repository, "history", "from-git", "--", name)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.strip()) > 20
    assert not (repository / "history").exists()


def test_outside_a_repository_and_without_git_it_is_refused(tmp_path, repository):
    write(tmp_path, "deals.csv", FIRST)
    outside = run(tmp_path, "history", "from-git", "deals.csv")
    assert (outside.code, "not a git repository" in outside.err) == (2, True)
    without = run(repository, "history", "from-git", EXPORT, path="/nowhere")
    assert (without.code, "git is not installed" in without.err) == (2, True)


@pytest.mark.parametrize("name", [".", "..", "/", "all exports"])
def test_a_folder_in_place_of_the_file_is_refused(name, repository):
    ran = run(repository, "history", "from-git", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pipectl: {name}: is a folder; name a file in it that is committed\n"


def test_where_a_log_ends_at_a_rename_the_name_before_is_said(repository):
    git(repository, "mv", EXPORT, "new – deals.csv")
    commit(repository, "2026-11-18T12:00:00+00:00")
    ran = run(repository, "history", "from-git", "new – deals.csv")
    assert ran.code == 0
    assert "new – deals.csv: was called 'all exports/déals [1].csv'; versions of that name are not among" in ran.err
    assert "was called" not in run(repository, "history", "from-git", EXPORT, "--store", "older").err


def test_the_names_before_are_as_seen_from_where_it_is_run(repository):
    (repository / "sub").mkdir()
    git(repository, "mv", EXPORT, "sub/deals.csv")
    commit(repository, "2026-11-18T12:00:00+00:00")
    ran = run(repository / "sub", "history", "from-git", "deals.csv", "--store", "other")
    before = "../all exports/déals [1].csv"
    assert f"deals.csv: was called '{before}'; versions" in ran.err
    assert run(repository / "sub", "history", "from-git", before, "--store", "other").out.startswith("3 snapshots kept")
    assert "sub/deals.csv: was called 'all exports/" in run(repository, "history", "from-git", "sub/deals.csv").err


def test_a_copy_is_no_rename(repository):
    git(repository, "mv", EXPORT, "deals.csv")
    commit(repository, "2026-11-18T12:00:00+00:00")
    shutil.copy(repository / "deals.csv", repository / "copy.csv")
    write(repository, "deals.csv", FIRST)
    commit(repository, "2026-11-19T12:00:00+00:00")
    assert "was called" not in run(repository, "history", "from-git", "copy.csv").err
