"""What the made-up pages promise: the truth they state is what stands on the page."""

import re

import pytest

from pipelines.wikitext import Page, parse_page
from tests.bench.pages import generate

FIGURES = ("wins", "draws", "losses", "goals_for", "goals_against")


def written_table(page):
    """(team, five figures) of the first table with matches, read by plain search and no parser."""
    codes = re.findall(r"^\|team\d+=(\w+) \|name_\1=\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", page, re.M)
    rows = []
    for code, name in codes:
        found = [
            re.search(rf"\|{x}_{code}=(\d+)", page) for x in ("win", "draw", "loss", "gf", "ga")
        ]
        rows.append((name, *(int(match[1]) for match in found if match)))
    return rows


def sums(matches):
    """The five figures that follow from matches, by club."""
    figures = {}
    for match in matches:
        for club, own, theirs in (
            (match.home, match.home_goals, match.away_goals),
            (match.away, match.away_goals, match.home_goals),
        ):
            row = figures.setdefault(club, [0, 0, 0, 0, 0])
            row[0 if own > theirs else 1 if own == theirs else 2] += 1
            row[3] += own
            row[4] += theirs
    return figures


@pytest.mark.parametrize(("size", "count"), [("small", 8), ("league", 2)])
def test_the_same_arguments_give_the_same_pages(size, count):
    assert list(generate(count, size, 3, 0.5)) == list(generate(count, size, 3, 0.5))
    assert next(generate(1, size, 3)) != next(generate(1, size, 4))


@pytest.mark.parametrize(
    ("size", "matches", "least", "most"),
    [("small", 15, 9_000, 11_500), ("league", 380, 255_000, 290_000)],
)
def test_pages_have_the_size_and_the_matches_that_are_promised(size, matches, least, most):
    page = next(generate(1, size, 1))
    assert least <= len(page.wikitext.encode()) <= most
    assert len(page.matches) == page.wikitext.count("{{Football box") == matches


@pytest.mark.parametrize("size", ["small", "league"])
def test_the_known_table_stands_on_the_page(size):
    for page in generate(4, size, 1, 0.5):
        written = set(written_table(page.wikitext))
        rows = {(r.team, *(getattr(r, f) for f in FIGURES)) for r in page.table.rows}
        assert rows <= written


def test_of_ten_pages_three_are_injured_in_one_figure_each_and_the_others_agree():
    injured = []
    for page in generate(10, "small", 2, 0.3):
        table = {r.team: [getattr(r, f) for f in FIGURES] for r in page.table.rows}
        wrong = sum(
            a != b for club, row in sums(page.matches).items() for a, b in zip(row, table[club])
        )
        injury = page.table.injury
        if injury is None:
            assert wrong == 0
            continue
        injured.append(injury.kind)
        # A score that is one goal too high is wrong in one goal for and one against, at least.
        assert wrong == 1 if injury.kind == "table_cell" else wrong >= 2
    assert injured == ["table_cell", "score", "table_cell"]


@pytest.mark.parametrize("size", ["small", "league"])
def test_the_parser_reads_what_is_known(size):
    for page in generate(3, size, 5, 0.7):
        rows = parse_page(Page("bench", page.title, page.wikitext)).rows
        assert [
            (r["team1"], r["team2"], r["score"], r["line_start"]) for r in rows["match_boxes"]
        ] == [(m.home, m.away, f"{m.home_goals}–{m.away_goals}", m.line) for m in page.matches]
        columns = ("team", "win", "draw", "loss", "gf", "ga")
        table_no = len(rows["league_tables"])
        assert [
            tuple(r[c] for c in columns)
            for r in rows["league_table_rows"]
            if r["table_no"] == table_no
        ] == [(r.team, *(str(getattr(r, figure)) for figure in FIGURES)) for r in page.table.rows]
        assert table_no == 1 + page.empty_tables
        assert len(rows["entrants"]) == page.entrants
        # A league page with an injured score has a list of goals that contradicts it, by design.
        issues = {row["code"] for row in rows["parse_issues"]}
        assert issues <= {"goals_contradict_score"}
