"""Runs that are killed, run into each other, or run out of disk: done for real.

Each takes whole runs in processes of their own, so they are left out unless asked for:
LIGUILLA_TEST_SLOW=1. CI asks.
"""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import PROJECT_ROOT, Settings
from tests.conftest import Deployment
from tests.slow import slow

pytestmark = slow

ONE_MATCH = "==Final==\n{{football box\n|date=1 May 2001\n|team1=A\n|score=1–0\n|team2=B\n}}\n"


def prepare(deployment: Deployment) -> Path:
    """Dagster's home, as make lays it out."""
    home = deployment.settings.warehouse / "dagster"
    if not (home / "dagster.yaml").exists():
        home.mkdir()
        shutil.copy(PROJECT_ROOT / "pipelines" / "dagster.yaml", home)
    return home


def start(deployment: Deployment, *arguments: str) -> subprocess.Popen[str]:
    """``make warehouse`` without make, in a process group of its own."""
    home = prepare(deployment)
    environment = {
        **os.environ,
        "LIGUILLA_SEEDS": str(deployment.settings.seeds),
        "LIGUILLA_WAREHOUSE": str(deployment.settings.warehouse),
        "DAGSTER_HOME": str(home),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", "refresh", *arguments],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=180)
    return process.returncode, said


def matches(deployment: Deployment) -> int:
    [(count,)] = deployment.query("SELECT count(*) FROM marts.fct_matches")
    return count


def add_a_page(deployment: Deployment) -> None:
    (deployment.settings.seeds / "Small cup.wikitext").write_text(ONE_MATCH, encoding="utf-8")


@pytest.mark.parametrize(
    ("moment", "arguments"),
    [
        ("loading definitions", []),
        ("pages seen", []),
        ("building the models of 1 changed pages", []),
        ("pages built", []),
        ("staging.stg_wikitext__pages", ["--rebuild"]),
        ("marts.fct_matches", ["--rebuild"]),
        ("rendering the season book", []),
        ("auditing and publishing", []),
        ("published ", []),
    ],
)
def test_a_run_killed_at_any_step_is_made_good_by_the_next(copy_of_built, moment, arguments):
    add_a_page(copy_of_built)
    process = start(copy_of_built, *arguments)
    for line in process.stderr:
        if moment in line:
            break
    else:
        pytest.fail(f"the run never came to {moment!r}")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()
    # The published file opens, and is the old one or the new one.
    assert matches(copy_of_built) in {31, 32}
    code, said = finish(start(copy_of_built))
    assert code == 0, said
    assert matches(copy_of_built) == 32
    leftovers = list(copy_of_built.settings.versions.glob("*.partial"))
    assert leftovers == []


def test_two_runs_at_once_both_end_well(copy_of_built):
    add_a_page(copy_of_built)
    first, second = start(copy_of_built), start(copy_of_built)
    said = [finish(process) for process in (first, second)]
    assert [code for code, _ in said] == [0, 0], said
    assert any("another run is using the work file; waiting" in text for _, text in said)
    assert matches(copy_of_built) == 32
    code, _ = finish(start(copy_of_built))
    assert code == 0


READER = """
    import sys, duckdb
    good = 0
    while not sys.stdin.closed:
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            rows = connection.execute(
                "SELECT count(*), count(*) FILTER (counts_in_table) FROM marts.fct_matches"
            ).fetchall()
        if rows not in ([(31, 30)], [(32, 30)]):
            sys.exit(f"saw {rows} after {good} good looks")
        good += 1
        print(good, flush=True)
"""


def test_a_reader_in_a_loop_sees_only_whole_warehouses(copy_of_built):
    published = str(copy_of_built.settings.published_file)
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), published],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        page = copy_of_built.settings.seeds / "Small cup.wikitext"
        for _ in range(2):
            add_a_page(copy_of_built)
            assert copy_of_built.refresh().success
            page.unlink()
            assert copy_of_built.refresh().success
        assert reader.poll() is None, "the reader saw something else"
        reader.kill()
        looks = reader.stdout.read().split()
    assert len(looks) > 20


@pytest.fixture
def small_disk(tmp_path):
    """A file system of a few megabytes; needs root."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("left_kb", [0, 300, 3000])
def test_a_full_disk_leaves_the_published_file_as_it_was(built, small_disk, left_kb):
    shutil.copytree(built.settings.warehouse, small_disk / "warehouse", symlinks=True)
    shutil.copytree(built.settings.seeds, small_disk / "seeds")
    deployment = Deployment(
        Settings(seeds=small_disk / "seeds", warehouse=small_disk / "warehouse")
    )
    add_a_page(deployment)
    link = deployment.settings.published_file.resolve()
    prepare(deployment)
    free = shutil.disk_usage(small_disk).free
    with (small_disk / "filler").open("wb") as filler:
        filler.write(b"x" * max(0, free - left_kb * 1024))
    code, said = finish(start(deployment))
    assert code != 0
    assert "error:" in said
    assert "Traceback" not in said
    assert deployment.settings.published_file.resolve() == link
    assert matches(deployment) == 31
    (small_disk / "filler").unlink()
    code, said = finish(start(deployment))
    assert code == 0, said
    assert matches(deployment) == 32


def test_a_work_file_lost_between_runs_is_made_again(copy_of_built):
    add_a_page(copy_of_built)
    copy_of_built.settings.build_file.write_bytes(b"garbage " * 1000)
    code, said = finish(start(copy_of_built))
    assert code == 0, said
    assert "cannot be opened as a work file" in said
    assert "starting from the published warehouse" in said
    assert matches(copy_of_built) == 32
    with duckdb.connect(str(copy_of_built.settings.build_file), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM raw.pages").fetchall() == [(3,)]
