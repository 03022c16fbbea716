"""Matches listed in plain wikitables."""

import pytest

from pipelines.wikitext.match_headings import match_columns

MATCH = ("team1", "team2", "score", "leg_no", "aggregatescore")


def test_a_row_is_a_match_with_its_facts(rows):
    header = "! Date !! Home team !! Score !! Away team !! Venue !! Attendance\n|-\n"
    text = (
        "==R==\n{| class=wikitable\n"
        + header
        + "| rowspan=2 | 1 May 1997 || [[Club A|Ants]] || [[D|2–1]] || {{flagicon|PER}} Bees"
        + " || Lima || 0\n|-\n| Cats || || Dogs || || \n|-\n"
        + header
        + "| colspan=6 | Second half\n|-\n"
        + "| 2 May 1997 || Emus || P–P || Foxes || Ica || 1,200\n|}"
    )
    columns = ("date", *MATCH, "stadium", "attendance", "line_start")
    assert rows(text, "match_boxes", *columns) == [
        ("1 May 1997", "Ants", "Bees", "2–1", 1, None, "Lima", "0", 5),
        ("1 May 1997", "Cats", "Dogs", "", 1, None, "", "", 7),
        ("2 May 1997", "Emus", "Foxes", "P–P", 1, None, "Ica", "1,200", 13),
    ]
    columns = ("team1_link", "team2_code", "score_link", "witness", "template", "section_no")
    assert rows(text, "match_boxes", *columns)[0] == (
        *("Club A", "PER", "D", "leg_result", "wikitable", 1),
    )


@pytest.mark.parametrize(
    "header",
    [
        "! Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg",
        "! colspan=3 | Teams !! colspan=2 | Scores\n|-\n"
        "! 1st leg home team !! Points !! 2nd leg home team !! 1st leg !! 2nd leg",
    ],
)
def test_a_row_with_legs_is_two_matches_the_second_turned_round(rows, header):
    text = f"{{|\n{header}\n|-\n| A || 3–4 || B || 3–1 || 0–3\n|}}"
    assert rows(text, "match_boxes", *MATCH) == [
        ("A", "B", "3–1", 1, "3–4"),
        ("B", "A", "3–0", 2, "3–4"),
    ]


@pytest.mark.parametrize("hour", ["Hora local", "Hora", "Horario local", "Fecha y hora local"])
def test_the_local_hour_is_no_club_at_home(rows, hour):
    text = (
        f"{{|\n! {hour} !! Equipo local !! Resultado !! Visitante\n|-\n"
        "| 20:00 || A || 2–1 || B\n|}"
    )
    time = "20:00" if hour != "Fecha y hora local" else None
    assert rows(text, "match_boxes", *MATCH, "time") == [("A", "B", "2–1", 1, None, time)]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg", "C || colspan=4 | bye"),
        ("Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg", "C || || Bye || || "),
        ("Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg", "C || bye || || || "),
        ("Home !! Score !! Away !! Venue", "C || colspan=3 | bye"),
        ("Home !! Away !! Score", "C || colspan=2 | bye"),
    ],
)
def test_a_bye_is_no_match_against_a_club(rows, headings, row):
    played = "A || 3–1 || B || 2–0 || 1–1" if "leg" in headings else "A || 2–0 || 2–1 || x"
    text = f"{{|\n! {headings}\n|-\n| {played}\n|-\n| {row}\n|}}"
    team, opponent, score, leg, aggregate = rows(text, "match_boxes", *MATCH)[-1]
    assert (team, opponent, score.lower(), leg, aggregate) == ("C", None, "bye", None, None)
    assert len(rows(text, "match_boxes")) == (3 if "leg" in headings else 2)


def test_a_cell_over_both_teams_is_rejected(read):
    text = "{|\n!Home!!Score!!Away!!Venue\n|-\n|A||1–0||B||x\n|-\n|colspan=3|C withdrew||x\n|}"
    found = read(text).rows
    assert [r["team1"] for r in found["match_boxes"]] == ["A"]
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("row_without_teams", 6)]


def test_a_footnote_beside_a_score_is_the_note_of_its_match(rows):
    text = (
        "{|\n! Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg\n|-\n"
        "| A || 3–4{{efn|On appeal.}} || B || 3–0{{efn|Awarded.}} || 0–4<ref>Void.</ref>\n|}"
    )
    assert rows(text, "match_boxes", "score", "note") == [
        ("3–0", "Awarded.; On appeal."),
        ("4–0", "Void.; On appeal."),
    ]


def test_a_short_row_is_rejected(read):
    text = "{|\n!Home!!Score!!Away\n|-\n|A||1–0\n|-\n|A||1–0||B\n|}"
    found = read(text).rows
    assert [r["team2"] for r in found["match_boxes"]] == ["B"]
    assert [(r["table_name"], r["line_start"]) for r in found["rejects"]] == [("match_boxes", 4)]


@pytest.mark.parametrize(
    "headings",
    [
        ["team", "home", "away", "kit"],
        ["home team", "away team"],
        ["team 1", "team 2", "1st leg"],
        ["home", "score"],
    ],
)
def test_other_headings_are_no_matches(headings):
    assert match_columns(headings) is None


def test_a_table_without_any_score_is_not_read(outcomes):
    text = "{|\n!Home!!Result!!Away\n|-\n|red||x||blue\n|}"
    assert outcomes(text) == [("wikitable", "not_understood", 0)]


def test_two_matches_without_a_mark_between_them_are_told(read):
    text = "{|\n!Home!!Score!!Away\n|-\n|A||1–0||B\n|C||2–0||D\n|}"
    found = read(text).rows
    assert [r["team1"] for r in found["match_boxes"]] == ["A"]
    assert [(r["table_name"], r["code"], r["line_start"]) for r in found["rejects"]] == [
        ("match_boxes", "rows_run_together", 5)
    ]


def test_a_cell_behind_the_last_column_of_a_match_is_told(codes):
    text = "{|\n!Home!!Score!!Away\n|-\n|A||1–0||B||x\n|-\n|C||colspan=3|bye\n|}"
    assert codes(text) == [("cells_without_heading", 4)]


def test_a_row_of_header_cells_with_a_score_is_a_match(rows):
    text = "{|\n!Home!!Score!!Away\n|-\n|A||1–0||B\n|-\n!C!!2–0!!D\n|-\n!Final!!Score!!Guests\n|}"
    assert rows(text, "match_boxes", "team1", "score") == [("A", "1–0"), ("C", "2–0")]


def test_a_third_leg_is_a_match_on_a_ground_nobody_names(rows, codes):
    text = (
        "{|\n! Team 1 !! Points !! Team 2 !! 1st leg !! 2nd leg !! 3rd leg\n|-\n"
        "| A || 3–3 || B || 1–0 || 0–2 || 4–1\n|-\n| C || 4–1 || D || 2–0 || 1–1 || –\n|-\n"
        "| E || 4–1 || F || 3–0 || 2–2\n|}"
    )
    assert rows(text, "match_boxes", *MATCH) == [
        ("A", "B", "1–0", 1, "3–3"),
        ("B", "A", "2–0", 2, "3–3"),
        ("A", "B", "4–1", 3, "3–3"),
        ("C", "D", "2–0", 1, "4–1"),
        ("D", "C", "1–1", 2, "4–1"),
        ("E", "F", "3–0", 1, "4–1"),
        ("F", "E", "2–2", 2, "4–1"),
    ]
    assert codes(text) == []


def test_a_comment_below_a_match_is_no_line_of_it(rows):
    text = (
        "{|\n! Home !! Score !! Away\n|-\n| A || 1–0 || B <!-- x -->\n<!-- the\nsecond -->\n|-\n"
        "| C || 2–0\n|| D\n|}"
    )
    assert rows(text, "match_boxes", "team2", "line_start", "line_end") == [
        ("B", 4, 4),
        ("D", 8, 9),
    ]
