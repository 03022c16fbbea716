"""Made-up pages whose tables count matches against clubs that have no row in them.

Every figure of a table is counted here from the results it was made of, and the results follow
from their place in the season; nothing is taken from what the product computes.
"""

import re
from collections.abc import Iterable, Sequence

import duckdb
import pytest

from pipelines.report import render_book

EAST, WEST = ("Ash", "Bay", "Cod", "Dun"), ("Elm", "Fox", "Gil", "Hay")
Result = tuple[str, str, int, int]


def played(pairs: Iterable[tuple[str, str]], seed: int) -> list[Result]:
    return [
        (home, away, (3 * no + no // 5 + seed) % 4, no * no % 3)
        for no, (home, away) in enumerate(pairs)
    ]


def all_pairs(clubs: Sequence[str]) -> list[tuple[str, str]]:
    return [(home, away) for home in clubs for away in clubs if home < away]


def record(club: str, results: list[Result]) -> tuple[int, ...]:
    """Played, won, drawn, lost, goals for and against."""
    sides = [(x, y) for home, _, x, y in results if home == club]
    sides += [(y, x) for _, away, x, y in results if away == club]
    wins, draws = sum(x > y for x, y in sides), sum(x == y for x, y in sides)
    goals = sum(x for x, _ in sides), sum(y for _, y in sides)
    return (len(sides), wins, draws, len(sides) - wins - draws, *goals)


def table(clubs: Sequence[str], results: list[Result]) -> str:
    """The table that the results make, also of those against other clubs."""
    parts = ["{{#invoke:sports table|main|style=WDL"]
    for place, club in enumerate(clubs, start=1):
        _, wins, draws, losses, goals_for, goals_against = record(club, results)
        parts.append(
            f"|team{place}={club}|win_{club}={wins}|draw_{club}={draws}"
            f"|loss_{club}={losses}|gf_{club}={goals_for}|ga_{club}={goals_against}"
        )
    return "\n".join([*parts, "}}", ""])


def boxes(results: Iterable[Result]) -> str:
    return "".join(
        f"{{{{Football box|date=|team1={home}|score={x}–{y}|team2={away}}}}}\n"
        for home, away, x, y in results
    )


REGULAR = played(all_pairs(EAST + WEST), 0)  # 28 matches, seven of each club
FIRST, LAST = ("Ash", "Bay", "Elm", "Fox"), ("Cod", "Dun", "Gil", "Hay")
ROUND = played(all_pairs(EAST), 4)
TITLE, RELEGATION = played(all_pairs(FIRST), 1), played(all_pairs(LAST), 2)
CUP = played([("Ash", "Bay"), ("Elm", "Fox"), ("Ash", "Elm")], 3)


def conferences(*, after: str = "", results: list[Result] = REGULAR) -> str:
    return (
        "==Standings==\n===East===\n"
        + table(EAST, REGULAR)
        + "===West===\n"
        + table(WEST, REGULAR)
        + "==Results==\n"
        + boxes(results)
        + after
    )


def lagging() -> str:
    """The second stage has begun; its table still shows the first."""
    return (
        "==Regular season==\n"
        + table(EAST + WEST, REGULAR)
        + boxes(REGULAR)
        + "==Championship round==\n"
        + table(FIRST, REGULAR)
        + boxes(TITLE[:4])
    )


def with_play_off() -> str:
    """A second stage whose first is not on the page, and a match for the title."""
    return (
        "==Championship round==\n"
        + table(FIRST, REGULAR + TITLE)
        + boxes(TITLE)
        + "===Championship play-off===\n"
        + boxes(CUP[:1])
    )


def final_ranking() -> str:
    """Two groups, a semi-final and a final; the loser of the final has fewer points than others."""
    groups = [("Ash", "Bay", "Cod"), ("Elm", "Fox", "Gil")]
    results = [
        [("Ash", "Bay", 2, 0), ("Ash", "Cod", 2, 0), ("Bay", "Cod", 1, 0)],
        [("Elm", "Fox", 0, 0), ("Elm", "Gil", 0, 0), ("Fox", "Gil", 1, 0)],
    ]
    knock_out = [("Ash", "Fox", 3, 0), ("Bay", "Elm", 0, 0), ("Ash", "Elm", 1, 0)]
    stages = "".join(
        f"==Group {name}==\n{table(group, of_group)}{boxes(of_group)}"
        for name, group, of_group in zip("AB", groups, results, strict=True)
    )
    # Points: Ash 12, Elm 3 (in the final on penalties), Bay 4, Fox 4, Gil 1, Cod 0.
    order = ("Ash", "Elm", "Bay", "Fox", "Gil", "Cod")
    return (
        stages
        + "==Knock-out stage==\n"
        + boxes(knock_out)
        + "==Ranking==\n"
        + table(order, results[0] + results[1] + knock_out)
    )


def stages() -> str:
    """The second stage begins with the figures of the first."""
    return (
        "==Regular season==\n"
        + table(EAST + WEST, REGULAR)
        + boxes(REGULAR)
        + "==Championship round==\n"
        + table(FIRST, REGULAR + TITLE)
        + boxes(TITLE)
        + "==Relegation round==\n"
        + table(LAST, REGULAR + RELEGATION)
        + boxes(RELEGATION)
        + "==Cup==\n"
        + boxes(CUP)
    )


def level_after_two_stages() -> str:
    """Ash and Bay have nine points and have beaten one another, Ash by 3–0 and Bay by 1–0."""
    first = [("Ash", "Bay", 3, 0), ("Ash", "Cod", 1, 0), ("Ash", "Dun", 0, 1)]
    first += [("Bay", "Cod", 1, 0), ("Bay", "Dun", 0, 1), ("Cod", "Dun", 0, 0)]
    second = [("Bay", "Ash", 1, 0), ("Ash", "Cod", 1, 0), ("Bay", "Cod", 1, 0)]
    return (
        "==Regular season==\n"
        + table(("Dun", "Ash", "Bay", "Cod"), first)
        + boxes(first)
        + "==Final round==\n"
        + table(("Ash", "Bay", "Cod"), first + second)
        + boxes(second)
    )


def ranking() -> str:
    """The clubs in second place of two groups."""
    groups = [("Ash", "Bay", "Cod"), ("Elm", "Fox", "Gil")]
    results = [played(all_pairs(group), seed) for seed, group in enumerate(groups)]
    return (
        "".join(
            f"==Group {name}==\n{table(group, of_group)}{boxes(of_group)}"
            for name, group, of_group in zip("AB", groups, results, strict=True)
        )
        + "==Second places==\n"
        + table(("Bay", "Fox"), results[0] + results[1])
    )


def halved() -> str:
    """The second stage begins with half of the points of the first, which are not told apart."""
    lines = ['{| class="wikitable"', "! Pos !! Team !! Pld !! W !! D !! L !! GF !! GA !! Pts"]
    for place, club in enumerate(FIRST, start=1):
        first, both = (record(club, results) for results in (REGULAR, REGULAR + TITLE))
        points = [3 * wins + draws for _, wins, draws, *_ in (first, both)]
        shown = points[1] - points[0] + points[0] // 2
        lines += ["|-", "| " + " || ".join(map(str, [place, club, *both, shown]))]
    return (
        "==Regular season==\n"
        + boxes(REGULAR)
        + "==Championship round==\n"
        + "\n".join([*lines, "|}", ""])
        + boxes(TITLE)
    )


# One goal more in the last match of all, Gil against Hay.
WRONG = [*REGULAR[:-1], (*REGULAR[-1][:2], REGULAR[-1][2] + 1, REGULAR[-1][3])]
PAGES = {
    "Conferences": conferences(),
    "Conferences and finals": conferences(after="==Finals==\n" + boxes(CUP)),
    "Finals below results": conferences(after="===Play-offs===\n" + boxes(CUP)),
    "Behind": conferences(after="===Round 8===\n" + boxes(CUP)),
    "Wrong": conferences(results=WRONG),
    "Other results": conferences(results=played(all_pairs(EAST + WEST), 1)),
    "Renamed": "==League==\n"
    + table(EAST, ROUND)
    + boxes(ROUND).replace("=Dun|", "=Dunford Rovers|").replace("=Dun}", "=Dunford Rovers}"),
    "Halved": halved(),
    "Stages": stages(),
    "Level": level_after_two_stages(),
    "Ranking": ranking(),
    "Final ranking": final_ranking(),
    "Lagging": lagging(),
    "Play-off": with_play_off(),
    "Cup before": "==Super Cup==\n" + boxes([("Ash", "Elm", 2, 1)]) + conferences(),
    "A round as a stage": conferences(after="==Round 8==\n" + boxes(CUP)),
    "A month as a stage": conferences(after="==August==\n" + boxes(CUP)),
}


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("open"), PAGES, must_reconcile=False)


def verdicts(build, title: str) -> list[tuple]:
    return build.query(
        "SELECT section_path, status, is_open_set, rows_agreeing, matches_counted"
        " FROM marts.fct_league_table_reconciliation JOIN marts.dim_league_tables"
        " USING (league_table_id) WHERE fct_league_table_reconciliation.page_id = ? ORDER BY ALL",
        [f"enwiki/{title.replace(' ', '_')}"],
    )


def explanation(build, title: str, section: str) -> str:
    [(found,)] = build.query(
        "SELECT explanation FROM marts.fct_league_table_reconciliation JOIN"
        " marts.dim_league_tables USING (league_table_id)"
        " WHERE fct_league_table_reconciliation.page_id = ? AND section_path = ?",
        [f"enwiki/{title.replace(' ', '_')}", section],
    )
    return found


def test_nothing_fails(build):
    assert build.failing_rows() == {}


# Of 28 matches, six are of the four clubs of one conference alone.
@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("Conferences", ""),
        ("Conferences and finals", " before 'Finals'"),
        ("Finals below results", " before 'Play-offs'"),
    ],
)
def test_a_conference_counts_matches_against_the_other(build, title, end):
    assert verdicts(build, title) == [
        ("Standings > East", "reconciled", True, 4, 22),
        ("Standings > West", "reconciled", True, 4, 22),
    ]
    assert explanation(build, title, "Standings > East").endswith(
        "all figures of all 4 rows agree with 22 matches, all matches of its clubs on the page"
        f"{end}, against other clubs too."
    )


@pytest.mark.parametrize("title", ["Behind", "A round as a stage", "A month as a stage"])
def test_a_table_that_lags_behind_is_not_cut_to_fit(build, title):
    assert [verdict[1] for verdict in verdicts(build, title)] == ["scope_mismatch"] * 2


def test_a_second_stage_that_lags_behind_is_not_cut_to_the_first(build):
    assert verdicts(build, "Lagging")[0][:3] == ("Championship round", "scope_mismatch", False)


def test_a_club_that_played_a_cup_before_is_not_accused(build):
    # East's Ash and West's Elm have eight matches on the page and seven in their tables.
    assert [verdict[1] for verdict in verdicts(build, "Cup before")] == ["scope_mismatch"] * 2


def test_a_play_off_of_a_second_stage_stays_extra(build):
    assert build.query(
        "SELECT extra_matches FROM marts.fct_league_table_reconciliation"
        " WHERE page_id = 'enwiki/Play-off'"
    ) == [(1,)]


def test_a_final_ranking_is_ordered_by_the_round_that_was_reached(build):
    found = {
        section: (status, is_open)
        for section, status, is_open, *_ in verdicts(build, "Final ranking")
    }
    assert found["Ranking"] == ("reconciled", True)
    assert build.query("SELECT * FROM marts.fct_suspected_errors") == []


def test_as_many_matches_with_other_results_are_not_those_of_the_table(build):
    assert [verdict[1] for verdict in verdicts(build, "Other results")] == ["scope_mismatch"] * 2


def test_points_that_are_not_those_of_the_results_are_of_another_set_of_matches(build):
    assert verdicts(build, "Halved") == [
        ("Championship round", "scope_mismatch", False, 0, 6),
    ]


def test_the_row_of_a_club_with_another_name_in_the_matches_is_told_with_that_name(build):
    assert verdicts(build, "Renamed") == [("League", "partial_matches", True, 3, 6)]
    told = explanation(build, "Renamed", "League")
    assert "against other clubs too (Dunford Rovers); the others" in told
    assert "Dun (line 6): played 3 published, 0 computed" in told


def test_a_wrong_score_shows_in_the_rows_of_its_clubs(build):
    assert verdicts(build, "Wrong") == [
        ("Standings > East", "reconciled", True, 4, 22),
        ("Standings > West", "differs_unexplained", True, 2, 22),
    ]
    told = explanation(build, "Wrong", "Standings > West")
    assert "Gil (line " in told
    assert "Hay (line " in told
    assert "Elm (line " not in told


def test_a_second_stage_goes_on_from_the_figures_of_the_first(build):
    # Of 28 matches of the first stage, six are of the other four clubs alone; six follow.
    assert verdicts(build, "Stages") == [
        ("Championship round", "reconciled", True, 4, 28),
        ("Regular season", "reconciled", False, 8, 28),
        ("Relegation round", "reconciled", True, 4, 28),
    ]


def test_clubs_level_in_a_second_stage_are_compared_by_their_meetings_in_both(build):
    # Ash stands first: 3–1 over both meetings. The second alone would put Bay first.
    [(status, contradicts)] = build.query(
        "SELECT status, order_contradicts FROM marts.fct_league_table_reconciliation"
        " JOIN marts.dim_league_tables USING (league_table_id)"
        " WHERE fct_league_table_reconciliation.page_id = 'enwiki/Level'"
        " AND section_path = 'Final round'"
    )
    assert status == "reconciled"
    assert contradicts == []


def test_a_ranking_over_groups_is_compared_with_the_matches_of_the_groups(build):
    assert verdicts(build, "Ranking") == [
        ("Group A", "reconciled", False, 3, 3),
        ("Group B", "reconciled", False, 3, 3),
        ("Second places", "reconciled", True, 2, 4),
    ]


def test_the_matches_of_an_open_table_are_named_one_by_one(build):
    # Bay plays all seven others; four of them have no row in its table.
    assert build.query(
        "SELECT count(*), count(*) FILTER (NOT fct_matches.counts_in_table),"
        " any_value(exclusion_reason)"
        " FROM marts.fct_league_table_matches JOIN marts.dim_league_tables USING (league_table_id)"
        " JOIN marts.fct_matches USING (match_id)"
        " WHERE fct_matches.page_id = 'enwiki/Conferences'"
        " AND dim_league_tables.section_path = 'Standings > East'"
        " AND 'Bay' IN (home_team, away_team)"
    ) == [
        (7, 4, "No league table on this page has both clubs; it counts in that of one or each."),
    ]


def test_a_match_after_the_end_of_an_open_table_does_not_count_in_it(build):
    [(counts, reason)] = build.query(
        "SELECT counts_in_table, exclusion_reason FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/Conferences_and_finals' AND section_path = 'Finals'"
        " AND home_team = 'Ash' AND away_team = 'Bay'"
    )
    assert not counts
    assert reason.startswith("Extra match: ")


def test_the_book_shows_all_matches_behind_a_row_of_an_open_table(build, tmp_path):
    with duckdb.connect(str(build.settings.build_file), read_only=True) as connection:
        render_book(connection, tmp_path)
    [page] = [
        path.read_text(encoding="utf-8")
        for path in (tmp_path / "seasons").glob("*.html")
        if "<h1>Conferences</h1>" in path.read_text(encoding="utf-8")
    ]
    [behind_bay] = re.findall(r"<h4>Bay</h4>\n<ol>(.*?)</ol>", page, re.DOTALL)
    assert len(re.findall(r"<li>(?:won|drawn|lost) ", behind_bay)) == 7
    assert "There is no chart: the table counts more than the matches of" in page


def test_an_open_table_has_no_rounds_and_no_suspects(build):
    assert build.query(
        "SELECT count(*) FROM marts.fct_standings_by_round JOIN"
        " marts.fct_league_table_reconciliation USING (league_table_id) WHERE is_open_set"
    ) == [(0,)]
    assert build.query("SELECT count(*) FROM marts.fct_suspected_errors") == [(0,)]
