"""The figures in CONTRIBUTING.md are those of the last benchmark, and follow from them."""

import json

import pytest

from tests.bench.__main__ import RESULTS, main
from tests.bench.growth import exponents, pages, write_pages
from tests.bench.paper import PAGE, measured_part, with_part


def test_the_page_says_what_was_measured():
    text = PAGE.read_text(encoding="utf-8")
    part = measured_part(json.loads(RESULTS.read_text(encoding="utf-8")))
    assert text == with_part(text, part), "write it anew: python -m tests.bench.paper"


def test_exponents_are_one_in_proportion_and_two_for_the_square():
    assert exponents((1_000, 10_000, 100_000), (5, 50, 5_000)) == [1.0, 2.0]


def test_the_outlook_is_arithmetic_on_the_measured_figures():
    stage = {"cpu_seconds": [1.0, 16.0], "megabytes": [100, 1000], "exponents": [1.2]}
    results = {
        "growth": {
            "sizes": [100, 1000],
            "processors": 2,
            "to_bare_cpu": 2.0,
            "bytes": {"pages": [1e6, 13e6], "work_file": [2e6, 20e6], "version": [4e6, 40e6]},
            "stages": dict.fromkeys(("read", "dbt", "book", "publish"), stage),
        },
        "run": {"run_to_floor_cpu": 1.0},
        "increments": {"pages": 100, "raw_warm": 50.0, "whole_warm": 2.0},
    }
    part = measured_part(results)
    # 16 s for 1,000 pages in each stage. 300,000 pages: 4,800 s of reading on 8 processors are
    # 600 s; three stages of 4,800 s on two threads are 7,200 s; 2.1667 h x 8 x 0.05 dollars.
    assert "300,000 | 10 min | 2 h | 0.87 dollars | 6 GB |" in part
    # 900 MB more for 900 pages: 1 MB a page, so 32 GB are 32,000 pages.
    assert "32 GB end at about 32,000 pages" in part
    # 86,400 s on two threads at 0.048 s a page.
    assert "ends at about 3,600,000 pages" in part


def test_the_injured_pages_are_known(tmp_path):
    injured, matches, size = write_pages(tmp_path / "pages", 200)
    # Of 198 small pages every twentieth, of 2 league pages none.
    assert len(injured) == 9
    assert matches == 198 * 15 + 2 * 380
    assert size == sum(len(page.wikitext.encode()) for page in pages(200))


def test_a_piece_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["rum"])
    assert "no piece rum; there are run, growth, increments" in capsys.readouterr().err


def test_marks_that_are_gone_are_asked_for():
    with pytest.raises(ValueError, match="put them where the figures belong"):
        with_part("no marks", "figures")
