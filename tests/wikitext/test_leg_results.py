"""Ties of one and more legs."""

import pytest

from pipelines.wikitext.leg_results import turned

TIE = ("team1", "team2", "score", "leg_no", "aggregatescore")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("2–0", "0–2"),
        ("0-1", "1-0"),
        ("1–1 (a.e.t.)", "1–1 (a.e.t.)"),
        ("2–1 (4–2 p)", "1–2 (2–4 p)"),
        ("~~2–1~~ 0–3", "~~1–2~~ 3–0"),
        ("Awarded 0–3", "Awarded 3–0"),
        ("2:1", "1:2"),
        ("2:10", "2:10"),
        ("12–1", "1–12"),
        ("w/o", "w/o"),
        ("", ""),
        ("19:00", "19:00"),
        ("09:05", "09:05"),
        ("6 May, 19:00 (20:00 UTC+2)", "6 May, 19:00 (20:00 UTC+2)"),
        ("6-7 May", "6-7 May"),
        ("5-6 Sept", "5-6 Sept"),
        ("3–4 août", "3–4 août"),
        ("2–1 Marseille", "1–2 Marseille"),
        ("23–25 Oct", "23–25 Oct"),
        ("16-18 de octubre", "16-18 de octubre"),
        ("May 6–7", "May 6–7"),
        ("30 April – 1 May", "30 April – 1 May"),
        ("2012-05-06", "2012-05-06"),
        ("6-5-2012", "6-5-2012"),
        ("6/5–7/5", "6/5–7/5"),
        ("2011–12", "2011–12"),
    ],
)
def test_a_score_as_the_other_team_sees_it(written, seen):
    assert turned(written) == seen


def test_the_second_leg_is_turned_round(rows):
    text = "{{TwoLegResult|[[A]]|PER|3–1|'''[[Club B|B]]'''|{{flagicon|BOL}}|3–0|0–1|winner=1}}"
    assert rows(text, "match_boxes", *TIE, "witness") == [
        ("A", "B", "3–0", 1, "3–1", "leg_result"),
        ("B", "A", "1–0", 2, "3–1", "leg_result"),
    ]
    columns = ("team1_code", "team2_code", "team1_link", "team2_link")
    assert rows(text, "match_boxes", *columns) == [
        ("PER", "BOL", "A", "Club B"),
        ("BOL", "PER", "Club B", "A"),
    ]


def test_a_footnote_beside_a_score_is_the_note_of_its_leg(rows):
    text = "{{TwoLegResult|A||3–3{{efn|On away goals.}}|B||3–0{{efn|Awarded.}}|0–3}}"
    assert rows(text, "match_boxes", "score", "note") == [
        ("3–0", "Awarded.; On away goals."),
        ("3–0", "On away goals."),
    ]
    text = "{{OneLegResult|A||3–0<ref>Awarded.</ref>|B|}}{{OneLegResult|C||3–0|D|}}"
    assert rows(text, "match_boxes", "note") == ["Awarded.", None]


def test_a_third_leg_stays_as_written(rows):
    text = "{{TwoLegResult|A||6–3|B||3–1|0–1|1–0}}"
    assert rows(text, "match_boxes", *TIE)[2] == ("A", "B", "1–0", 3, "6–3")


def test_a_tie_not_yet_played_has_two_legs_without_score(rows):
    assert rows("{{TwoLegResult|A||Match 9|B||6 Aug|}}", "match_boxes", *TIE) == [
        ("A", "B", "6 Aug", 1, "Match 9"),
        ("B", "A", "", 2, "Match 9"),
    ]


def test_a_tie_of_which_only_the_aggregate_is_known_is_one_row_without_leg(rows):
    assert rows("{{TwoLegResult|A||w/o|B|}}", "match_boxes", *TIE) == [
        ("A", "B", None, None, "w/o")
    ]


def test_a_bye_is_one_row_and_no_match_of_two(read):
    found = read("{{TwoLegResult|[[A]]|ENG|bye||||}}").rows
    [row] = found["match_boxes"]
    assert (row["team1"], row["team2"], row["leg_no"], row["aggregatescore"]) == (
        *("A", "", None, "bye"),
    )
    assert found["parse_issues"] == []


@pytest.mark.parametrize("text", ["{{OneLegResult|A||2–1||}}", "{{TwoLegResult|||3–1|B||3–1|0–0}}"])
def test_a_match_without_a_club_is_reported(codes, text):
    assert {code for code, _ in codes(text)} == {"match_without_team"}


def test_one_leg_is_one_match_and_may_have_a_date(rows):
    text = "{{OneLegStart}}\n{{OneLegResult|A|PER|1–1 (4–2 p)|B|BOL|Di 24.10.2006, 19:15}}\n{{end}}"
    assert rows(text, "match_boxes", *TIE, "date", "line_start") == [
        ("A", "B", "1–1 (4–2 p)", 1, None, "Di 24.10.2006, 19:15", 2)
    ]


def test_the_frame_of_a_list_is_read_with_it(outcomes):
    text = "{{TwoLegStart|t1=x}}{{TwoLegResult|A||0–0|B||0–0|0–0}}{{TwoLegEnd}}"
    assert outcomes(text) == [
        ("TwoLegStart", "parsed", 0),
        ("TwoLegResult", "parsed", 2),
        ("TwoLegEnd", "parsed", 0),
    ]


def test_a_series_is_one_tie_a_line(read):
    text = """{{#invoke:Sports series|main|caption=Round
|heading1=Path
|[[A]]|ANG|5–0|[[B]]|SEY|[[Art#1|4–0]]|[[Art#2|1–0]]
|C|MOZ|2–1|D|ANG
|E|x
}}"""
    found = read(text).rows
    assert [tuple(r[c] for c in (*TIE, "line_start")) for r in found["match_boxes"]] == [
        ("A", "B", "4–0", 1, "5–0", 3),
        ("B", "A", "0–1", 2, "5–0", 3),
        ("C", "D", "2–1", 1, None, 4),
    ]
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("row_of_other_length", 5)]


@pytest.mark.parametrize("line", ["[[A]]|3–2|[[B]]|1–1|2–1", "[[A]]|Match 1|[[B]]|6 May|13 May"])
def test_a_series_without_flags_is_not_read_as_one_with_them(read, line):
    found = read(f"{{{{#invoke:Sports series|main|flag=no\n|{line}\n|C|PER|1–0|D|\n}}}}").rows
    assert [(r["team1"], r["team2"]) for r in found["match_boxes"]] == [("C", "D")]
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("tie_without_team", 2)]
