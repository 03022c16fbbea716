"""The figures in CONTRIBUTING.md are those of the last benchmark, and follow from them."""

import json

import pytest

from tests.bench.__main__ import RESULTS
from tests.bench.growth import exponents, pages, write_pages
from tests.bench.paper import PAGE, measured_part, with_part


def test_the_page_says_what_was_measured():
    text = PAGE.read_text(encoding="utf-8")
    part = measured_part(json.loads(RESULTS.read_text(encoding="utf-8")))
    assert text == with_part(text, part), "write it anew: python -m tests.bench.paper"


def test_exponents_are_one_in_proportion_and_two_for_the_square():
    assert exponents((1_000, 10_000, 100_000), (5, 50, 5_000)) == [1.0, 2.0]


def made_up():
    """Round figures: 16 s of each stage for 1,000 pages, 16 MB of a dump a second."""
    stage = {
        "cpu_seconds": [1.0, 16.0],
        "megabytes": [100, 1000],
        "worker_megabytes": [0, 0],
        "exponents": [1.2],
    }
    reading = {**stage, "worker_megabytes": [190, 210]}
    return {
        "growth": {
            "sizes": [100, 1000],
            "processors": 2,
            "to_bare_cpu": 2.0,
            "bytes": {"pages": [1e6, 13e6], "work_file": [2e6, 20e6], "version": [4e6, 40e6]},
            "stages": {"read": reading, **dict.fromkeys(("dbt", "book", "publish"), stage)},
        },
        "memory": {"pages": 1000, "limit": "256MB", "megabytes_added": 390, "cpu_to_usual": 1.5},
        "run": {"run_to_floor_cpu": 1.0},
        "increments": {
            "pages": 100,
            "raw_warm": 50.0,
            "raw_warm_without_records": 60.0,
            "whole_warm": 2.0,
            "whole_command": 3.0,
            "whole_command_with_start": 2.0,
            "whole_command_to_rebuild_in_place": 2.5,
        },
        "parsing": {
            "rows_to_walk": {"small": 5.0, "league": 6.0},
            "calls_to_walk": {"small": 30.0, "league": 25.0},
            "rows_again_to_walk": {"small": 7.0, "league": 11.0},
        },
        "dump": {
            "megabytes": 1000,
            "read_cpu_seconds": 62.5,
            "read_to_unpacking": 1.1,
            "megabytes_at_a_quarter": 200,
            "megabytes_at_the_whole": 210,
            "spark_to_plain": 1.9,
            "spark_start_up_seconds": 10.0,
        },
    }


def test_stages_are_told_for_a_thousand_pages():
    part = measured_part(made_up())
    assert "| read | 16.0 | 1.20 | 1,000 MB | 210 MB |" in part
    assert "| dbt | 16.0 | 1.20 | 1,000 MB |  |" in part


def test_reading_is_told_with_the_most_that_quicker_reading_could_give():
    part = measured_part(made_up())
    assert "rows 5 times (small pages) and 6 times (league pages)" in part
    assert "found and split 30 and 25 times as fast" in part
    assert "only its rows are left to make, it is 7 and 11 times" in part


def test_sql_in_little_memory_is_told_beside_the_usual_way():
    told = (
        "take 390 MB beyond what Python with Dagster and dbt holds, and 1.5 times the processor's"
    )
    assert told in measured_part(made_up())


def test_the_outlook_is_arithmetic_on_the_measured_figures():
    # 100 GB at 16 MB a second of eight processors: 781 s. Reading: 300,000 pages are 4,800 s of a
    # processor, 600 s of eight. Three stages of 4,800 s on two threads: 7,200 s. Together 2.384 h
    # of eight processors at 0.05 dollars: 0.95. 20 kB of a work file each: 6 GB.
    row = "| 300,000 | 100 GB | 13 min | 10 min | 2 h | 0.95 dollars | 6 GB |"
    assert row in measured_part(made_up())


def test_what_ends_first_stands_first():
    # 1 TB for five versions of 40 kB a page: 5,000,000 pages. A day of two threads at 0.048 s a
    # page: 3,600,000. A day of eight processors at 0.016 s: 43,200,000.
    lines = measured_part(made_up()).splitlines()
    found = [line.split(" pages ")[0] for line in lines if line[:3] in ("1. ", "2. ", "3. ")]
    assert found == ["1. At 3,600,000", "2. At 5,000,000", "3. At 43,000,000"]


def test_the_injured_pages_are_known(tmp_path):
    injured, matches, size = write_pages(tmp_path / "pages", 200)
    # Of 198 small pages every twentieth, of 2 league pages none.
    assert len(injured) == 9
    assert matches == 198 * 15 + 2 * 380
    assert size == sum(len(page.wikitext.encode()) for page in pages(200))


def test_marks_that_are_gone_are_asked_for():
    with pytest.raises(ValueError, match="put them where the figures belong"):
        with_part("no marks", "figures")
