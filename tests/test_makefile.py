"""The Makefile: which folders it works in, and that it touches no other."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GIVEN = ("SEEDS", "WAREHOUSE", "LIGUILLA_SEEDS", "LIGUILLA_WAREHOUSE", "MAKEFLAGS", "MAKELEVEL")
SHOW = "show:\n\t@echo $$LIGUILLA_SEEDS $$LIGUILLA_WAREHOUSE $$DAGSTER_HOME\n"


def make(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder as a user would, who is not inside another make."""
    inherited = {name: value for name, value in os.environ.items() if name not in GIVEN}
    command = [shutil.which("make") or "make", *arguments]
    environment = inherited | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def project(tmp_path):
    """A folder with the Makefile in it, and a target that tells the settings."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8") + SHOW)
    return folder


@pytest.mark.parametrize(
    ("arguments", "variables", "seeds", "warehouse"),
    [
        ([], {}, "{}/seeds", "{}/warehouse"),
        (["SEEDS=a", "WAREHOUSE=/b"], {}, "{}/a", "/b"),
        ([], {"LIGUILLA_SEEDS": "/a", "LIGUILLA_WAREHOUSE": "b"}, "/a", "{}/b"),
        (["WAREHOUSE=/b"], {"LIGUILLA_WAREHOUSE": "/c"}, "{}/seeds", "/b"),
        # What is empty is not the root of the disk.
        (["SEEDS=", "WAREHOUSE="], {}, "{}/seeds", "{}/warehouse"),
    ],
)
def test_folders_are_given_in_either_way(project, arguments, variables, seeds, warehouse):
    seeds, warehouse = seeds.format(project), warehouse.format(project)
    told = make(project, "show", *arguments, **variables).stdout.split()
    assert told == [seeds, warehouse, f"{warehouse}/dagster"]


def test_a_space_in_a_path_is_refused_before_anything_is_removed(project):
    beside = project.parent / "My"
    beside.mkdir()
    spaced = project.rename(project.parent / "My Project")
    for folder, arguments in ((spaced, []), (spaced.parent, ["WAREHOUSE=a b"])):
        done = make(folder, "clean", "-f", str(spaced / "Makefile"), *arguments)
        assert done.returncode != 0
        assert "there is a space in the path" in done.stderr
    assert beside.is_dir()
