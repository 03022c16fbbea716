"""Small made-up pages whose tables are unlike those of the given pages.

Each is as its editors meant it, so nothing may fail though all must reconcile. Expected values
are worked out from the results that the page tells.
"""

import pytest

ALPHA, BETA, GAMMA, DELTA = "Alpha", "Beta", "Gamma", "Delta"


def table(*rows: tuple[str, str], **parameters: str) -> str:
    """A league table: clubs with their figures as in ``W1 D0 L2 3–5``, in order."""
    parts = ["{{#invoke:sports table|main"]
    parts += [f"|{name}={value}" for name, value in {"style": "WDL", **parameters}.items()]
    start = int(parameters.get("highest_pos", 1))
    for place, (club, figures) in enumerate(rows, start=start):
        wins, draws, losses, goals = figures.split()
        goals_for, goals_against = goals.split("–")
        parts.append(
            f"|team{place}={club}|win_{club}={wins[1:]}|draw_{club}={draws[1:]}"
            f"|loss_{club}={losses[1:]}|gf_{club}={goals_for}|ga_{club}={goals_against}"
        )
    return "\n".join([*parts, "}}", ""])


def box(home: str, score: str, away: str, date: str = "", round_name: str = "") -> str:
    return (
        f"{{{{Football box|date={date}|round={round_name}|team1={home}|score={score}"
        f"|team2={away}}}}}\n"
    )


def not_begun() -> str:
    clubs = [(club, "W0 D0 L0 0–0") for club in (ALPHA, BETA, GAMMA)]
    fixtures = [(ALPHA, BETA), (BETA, GAMMA), (GAMMA, ALPHA)]
    return (
        "==League==\n"
        + table(*clubs)
        + "".join(box(home, "v", away, "1 August 2027") for home, away in fixtures)
    )


def not_begun_in_a_list() -> str:
    clubs = [(club, "W0 D0 L0 0–0") for club in (ALPHA, BETA, GAMMA)]
    fixtures = [(ALPHA, "v", BETA), (BETA, "–", GAMMA), (GAMMA, "", ALPHA)]
    return (
        "==League==\n"
        + table(*clubs)
        + "{| class=wikitable\n! Date !! Home !! Score !! Away\n"
        + "".join(f"|-\n| 1 August 2027 || {' || '.join(match)}\n" for match in fixtures)
        + "|}\n"
    )


def decided_after_extra_time(**points: str) -> str:
    """A draw on the page that its table, which knows none, counts as a win of Alpha."""
    rows = [(ALPHA, "W2 D0 L0 2–1"), (BETA, "W0 D0 L1 1–1"), (GAMMA, "W0 D0 L1 0–1")]
    return (
        "==League==\n"
        + table(*rows, **{"style": "WL OT", **points})
        + box(ALPHA, "1–1", BETA, "1 May 2005")
        + box(ALPHA, "1–0", GAMMA, "8 May 2005")
    )


def super_cup_before_the_season() -> str:
    """Alpha and Beta end level on points; Beta won another cup's match before it all began."""
    rows = [(ALPHA, "W1 D1 L0 2–0"), (BETA, "W1 D1 L0 1–0"), (GAMMA, "W0 D0 L2 0–3")]
    return (
        "==Super Cup==\n"
        + box(BETA, "2–0", ALPHA, "1 August 2005")
        + "==League==\n"
        + table(*rows)
        + box(ALPHA, "0–0", BETA, "28 August 2005")
        + box(ALPHA, "2–0", GAMMA, "4 September 2005")
        + box(BETA, "1–0", GAMMA, "11 September 2005")
    )


def goes_on_from_the_seventh_place() -> str:
    rows = [(ALPHA, "W1 D1 L0 3–0"), (BETA, "W1 D1 L0 1–0"), (GAMMA, "W0 D0 L2 0–4")]
    return (
        "==Relegation group==\n"
        + table(*rows, highest_pos="7")
        + box(ALPHA, "0–0", BETA, "1 May 2005")
        + box(ALPHA, "3–0", GAMMA, "8 May 2005")
        + box(BETA, "1–0", GAMMA, "15 May 2005")
    )


def cut_short() -> str:
    """Three points in one match are more than Beta's four in two."""
    rows = [
        (ALPHA, "W1 D0 L0 1–0"),
        (BETA, "W1 D1 L0 2–0"),
        (DELTA, "W0 D1 L1 0–1"),
        (GAMMA, "W0 D0 L1 0–2"),
    ]
    return (
        "==League==\n"
        + table(*rows, ranking_style="ppgpts")
        + box(ALPHA, "1–0", DELTA, "1 March 2020")
        + box(BETA, "2–0", GAMMA, "1 March 2020")
        + box(BETA, "0–0", DELTA, "8 March 2020")
    )


PAGES = {
    "Cut short": cut_short(),
    "Relegation group": goes_on_from_the_seventh_place(),
    "Super Cup": super_cup_before_the_season(),
    "Not begun": not_begun(),
    "Not begun in a list": not_begun_in_a_list(),
    "Other style": decided_after_extra_time(),
    "Other style with points": decided_after_extra_time(
        winpoints="3", drawpoints="1", losspoints="0"
    ),
}


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("unusual"), PAGES, must_reconcile=True)


def rows(build, mart: str, columns: str, title: str, order: str = "ALL") -> list[tuple]:
    """Columns of a mart for a page."""
    return build.query(
        f"SELECT {columns} FROM marts.{mart} WHERE page_id = ? ORDER BY {order}",
        [f"enwiki/{title.replace(' ', '_')}"],
    )


def test_nothing_fails_though_all_must_reconcile(build):
    assert build.failing_rows() == {}


@pytest.mark.parametrize("title", ["Not begun", "Not begun in a list"])
def test_the_noughts_of_a_season_to_come_are_facts(build, title):
    columns = "status, matches_counted, matches_expected, explanation"
    [(*verdict, explanation)] = rows(build, "fct_league_table_reconciliation", columns, title)
    assert verdict == ["no_matches", 0, 3]
    assert explanation.endswith(": no match on the page counts in it.")
    columns = "team, is_recorded, played, points"
    assert rows(build, "fct_published_standings", columns, title) == [
        (club, True, 0, 0) for club in (ALPHA, BETA, GAMMA)
    ]
    assert rows(build, "fct_matches", "match_status", title) == [("scheduled",)] * 3


@pytest.mark.parametrize("title", ["Other style", "Other style with points"])
def test_a_style_whose_points_are_not_known_is_not_compared(build, title):
    columns = "row_status, differences, draws_residual, points_residual"
    compared = rows(build, "fct_standings_reconciliation", columns, title)
    assert compared == [("not_comparable", None, None, None)] * 3


def test_without_points_nobody_has_a_rank(build):
    columns = "team, rank, points, goal_difference"
    assert rows(build, "fct_computed_standings", columns, "Other style") == [
        (ALPHA, None, None, 1),
        (BETA, None, None, 0),
        (GAMMA, None, None, -1),
    ]
    places = rows(build, "fct_standings_by_round", "round_number, position, points", "Other style")
    assert places == [(1, None, None)] * 3 + [(2, None, None)] * 3


def test_a_match_of_another_cup_is_no_play_off(build):
    columns = "status, order_consistent_with, order_contradicts, order_undetermined_for"
    [(status, consistent, contradicted, undetermined)] = rows(
        build, "fct_league_table_reconciliation", columns, "Super Cup"
    )
    assert status == "reconciled"
    assert {"gd_gf", "goal_average"} <= set(consistent)
    assert contradicted == []
    assert {"playoff_first", "argentina", "copa_peru_1990s", "peru_2018"} <= set(undetermined)


def test_the_seventh_place_is_no_title(build):
    columns = "order_consistent_with, order_undetermined_for"
    [(consistent, undetermined)] = rows(
        build, "fct_league_table_reconciliation", columns, "Relegation group"
    )
    # Goal difference decides where a play-off is for the title only.
    assert {"argentina", "copa_peru_1990s", "peru_2018"} <= set(consistent)
    assert "playoff_first" in undetermined


def test_an_order_by_points_per_match_is_not_judged_by_points(build):
    columns = "status, order_consistent_with, order_contradicts, order_undetermined_for"
    assert rows(build, "fct_league_table_reconciliation", columns, "Cut short") == [
        ("reconciled", ["ppg"], [], [])
    ]
