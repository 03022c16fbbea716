"""Football boxes: every name of the family, every form of their values."""

import pytest

BOX = "{{Football box\n|team1=[[A]]\n|score=2–1\n|team2=[[B]]\n}}"


@pytest.mark.parametrize(
    "name",
    [
        "Football box",
        "football box",
        "Footballbox",
        "Football_box",
        "Football box collapsible",
        "footballbox collapsible",
        "Footballbox small",
        "Football box small",
        "Footballbox alt",
        "#invoke:Football box|main",
        "#invoke:football box collapsible|main",
        "#invoke: football_box | main",
        "Fb match",
    ],
)
def test_every_name_of_the_family_is_a_match(rows, name):
    text = f"{{{{{name}\n|team1=A\n|team2=B\n|score=1–0}}}}"
    assert rows(text, "match_boxes", "team1", "team2", "score") == [("A", "B", "1–0")]


@pytest.mark.parametrize("name", ["Football box/doc", "Football kit", "Footballer", "Rugbybox"])
def test_a_neighbouring_name_is_not(rows, name):
    assert rows(f"{{{{{name}|team1=A|team2=B|score=1–0}}}}", "match_boxes") == []


def test_a_call_of_the_family_without_team_and_score_is_not_understood(outcomes):
    assert outcomes("{{Football box|class=x}}") == [("Football box", "not_understood", 0)]


def test_absent_empty_and_filled_are_three_different_things(rows):
    text = "{{Football box|team1=A|team2=B|score=|attendance=0|referee= }}"
    columns = ("score", "attendance", "referee", "stadium", "aet")
    assert rows(text, "match_boxes", *columns) == [("", "0", "", None, None)]


def test_all_parameters_become_columns(rows):
    text = """{{Football box collapsible
|id=FINAL |date={{Start date|1997|12|17|df=y}} |time=20:00 [[UTC−5]] |round=[[Final|The final]]
|competition=Cup |team1='''[[A]]''' |score=1–1 |team2={{fb|BOL}} |score1=1 |score2=1
|aet=yes |penaltyscore=4–2 |aggregatescore=3–3 |goals1= |goals2=
|stadium=[[Nacional]], [[Lima]] |location=Lima |attendance=12,345
|referee=[[X]] ([[Peru]]) |report=[https://x.y/1 Report] |note=Replayed
}}"""
    assert rows(
        text,
        "match_boxes",
        *("anchor", "date", "time", "round", "competition", "team1", "team1_link", "team2"),
        *("team2_code", "score", "score1", "score2", "aet", "penaltyscore", "aggregatescore"),
        *("stadium", "location", "attendance", "referee", "report", "note", "witness", "leg_no"),
    ) == [
        (
            *("FINAL", "1997-12-17", "20:00 UTC−5", "The final", "Cup", "A", "A", "Bolivia"),
            *("BOL", "1–1", "1", "1", "yes", "4–2", "3–3"),
            *("Nacional, Lima", "Lima", "12,345", "X (Peru)", "https://x.y/1", "Replayed"),
            *("match_box", None),
        )
    ]


@pytest.mark.parametrize(
    ("written", "team", "link", "code"),
    [
        ("CNI", "CNI", None, None),
        ("[[Juan Aurich (1922–1992)|Juan Aurich]]", "Juan Aurich", "Juan Aurich (1922–1992)", None),
        ("{{flagicon|PER}} [[UTC]]", "UTC", "UTC", "PER"),
        ("{{#invoke:flag|fb-rt|MEX}}", "Mexico", None, "MEX"),
        ("<!--{{#invoke:flag|fb|}}-->Winner Match 82", "Winner Match 82", None, None),
        ("[[#A1]]", "#A1", "#A1", None),
        ("León de Huánuco (H)", "León de Huánuco (H)", None, None),
        ("30 de Agosto", "30 de Agosto", None, None),
    ],
)
def test_forms_of_a_team(rows, written, team, link, code):
    text = f"{{{{Football box|team1={written}|score=|team2=B}}}}"
    found = rows(text, "match_boxes", "team1", "team1_link", "team1_code")
    assert found == [(team, link, code)]


@pytest.mark.parametrize(
    ("written", "score"),
    [
        ("2–1", "2–1"),
        ("2–1 (a.e.t.)", "2–1 (a.e.t.)"),
        ("1–1 {{aet}}", "1–1 (a.e.t.)"),
        ("3–0<ref>x</ref>", "3–0"),
        ("[[A v B|6–0]]", "6–0"),
        ("{{score link|Some group#A vs B|Match 1}}", "Match 1"),
        ("0–3<br>Awarded{{efn|x}}", "0–3 Awarded"),
        ("<s>2–1</s> 0–3", "~~2–1~~ 0–3"),
        ("0−2", "0−2"),
        ("Cancelled", "Cancelled"),
        ("P–P", "P–P"),
        ("v", "v"),
    ],
)
def test_forms_of_a_score_arrive_as_written(rows, written, score):
    text = f"{{{{Football box|team1=A|score={written}|team2=B}}}}"
    assert rows(text, "match_boxes", "score") == [score]


def test_a_score_keeps_the_page_it_links_to(rows):
    text = "{{Football box|team1=A|score={{score link|G#A vs B|Match 1}}|team2=B}}"
    assert rows(text, "match_boxes", "score_link") == ["G#A vs B"]


def test_a_box_knows_its_section_and_lines(rows):
    text = f"==Round 1==\n{BOX}\n==Round 2==\n\n{BOX}\n"
    found = rows(text, "match_boxes", "match_no", "section_no", "line_start", "line_end")
    assert found == [(1, 1, 2, 6), (2, 2, 9, 13)]


def test_a_box_inside_a_wrapper_is_read(rows):
    assert rows("{{hidden|x|" + BOX + "}}", "match_boxes", "score") == ["2–1"]


@pytest.mark.parametrize(
    "dead", [f"<!-- {BOX} -->", f"<nowiki>{BOX}</nowiki>", f"<pre>{BOX}</pre>"]
)
def test_a_box_that_is_not_shown_is_no_match(rows, dead):
    assert rows(dead, "match_boxes") == []


def test_a_parameter_given_twice_counts_once_and_is_reported(read):
    found = read("{{Football box|team1=A|team2=B\n|score=1–0\n|score=2–0}}").rows
    assert [r["score"] for r in found["match_boxes"]] == ["2–0"]
    assert [(r["code"], r["line_start"]) for r in found["parse_issues"]] == [
        ("duplicate_parameter", 3)
    ]


@pytest.mark.parametrize("name", ["aet", "agget", "asdet"])
def test_extra_time_has_several_names(rows, name):
    text = f"{{{{Football box|team1=A|team2=B|score=2–1|{name}=yes}}}}"
    assert rows(text, "match_boxes", "aet") == ["yes"]


def test_a_match_without_a_team_is_a_row_and_reported(read):
    found = read("{{Football box|team1=A|score=1–0}}").rows
    assert [r["team2"] for r in found["match_boxes"]] == [None]
    assert [r["code"] for r in found["parse_issues"]] == ["match_without_team"]


def test_an_unknown_template_in_a_value_is_reported(codes):
    text = "{{Football box|team1={{odd club|7}}|team2=B|score=1–0}}"
    assert codes(text) == [("template_not_rendered", 1)]


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ("", "Awarded."),
        ("|note=", "Awarded."),
        ("|note=|scorenote= ", "Awarded."),
        ("|note=Replayed", "Replayed; Awarded."),
        ("|scorenote=Void|note=Replayed", "Replayed; Void; Awarded."),
        ("|scorenote=Void|note=Void", "Void; Awarded."),
    ],
)
def test_all_notes_on_a_match_are_its_note(rows, given, note):
    text = "{{Football box|team1=A|team2=B|score=3–0{{efn|Awarded.}}" + given + "}}"
    assert rows(text, "match_boxes", "score", "note") == [("3–0", note)]


@pytest.mark.parametrize(("given", "note"), [("", None), ("|note=", ""), ("|scorenote=", "")])
def test_without_notes_absent_and_empty_stay_two_things(rows, given, note):
    text = "{{Football box|team1=A|team2=B|score=3–0" + given + "}}"
    assert rows(text, "match_boxes", "note") == [note]


@pytest.mark.parametrize(
    ("template", "severity"), [("odd club|7", "warning"), ("FIFA World Rankings|PER", "info")]
)
def test_only_a_template_nobody_knows_is_worth_a_warning(read, template, severity):
    found = read(f"{{{{Infobox x|rank={{{{{template}}}}}}}}}").rows["parse_issues"]
    assert [r["severity"] for r in found] == [severity]


@pytest.mark.parametrize("given", ["|stadium=A|venue=B", "|venue=B|stadium=A", "|stadium=|venue=A"])
def test_the_first_filled_name_of_a_column_wins_in_any_order(rows, given):
    text = "{{Football box|team1=C|team2=D" + given + "}}"
    assert rows(text, "match_boxes", "stadium") == ["A"]


def test_a_mark_beside_a_value_is_no_part_of_it(rows):
    text = (
        "{{Football box|team1=[[A]]<sup>1</sup>|team2=B{{sup|a}}|score=2–1<sup>1</sup>"
        "|attendance=12,345<sup>2</sup>}}"
    )
    columns = ("team1", "team2", "score", "attendance")
    assert rows(text, "match_boxes", *columns) == [("A", "B", "2–1", "12,345")]


@pytest.mark.parametrize(
    ("written", "stadium"),
    [
        ("Estadio A<br>Town", "Estadio A, Town"),
        ("[[Estadio A]]<br />[[Town]]", "Estadio A, Town"),
        ("Estadio A,<br>Town", "Estadio A, Town"),
        ("Estadio A<br><small>(Town)</small>", "Estadio A (Town)"),
        ("Estadio Nacional<br>de Lima", "Estadio Nacional de Lima"),
        ("[[Monumental|Estadio Monumental<br>Liberti]]", "Estadio Monumental Liberti"),
        ("Estadio A<br>", "Estadio A"),
    ],
)
def test_a_line_break_parts_the_ground_from_the_town(rows, written, stadium):
    box = "{{Football box|team1=A|team2=B|score=1–0|%s=" + written + "%s}}"
    for name in ("stadium", "venue"):
        assert rows(box % (name, ""), "match_boxes", "stadium") == [stadium]
    text = "{|\n! Home !! Score !! Away !! Venue\n|-\n| A || 1–0 || B || " + written + "\n|}"
    assert rows(text, "match_boxes", "stadium") == [stadium]


def test_a_line_break_wraps_the_name_of_a_ground_whose_town_stands_elsewhere(rows):
    ground = "Estadio Monumental<br>Antonio Liberti"
    box = "{{Football box|team1=A|team2=B|score=1–0|stadium=" + ground + "|location=Lima}}"
    row = "{|\n! Home !! Score !! Away !! Venue !! City\n|-\n| A || 1–0 || B || " + ground
    for text in (box, row + " || Lima\n|}"):
        assert rows(text, "match_boxes", "stadium", "location") == [
            ("Estadio Monumental Antonio Liberti", "Lima")
        ]


def test_a_line_break_parts_the_town_from_the_country(rows):
    box = "{{Football box|team1=A|team2=B|score=1–0|stadium=Estadio A|location=Lima<br>Peru}}"
    assert rows(box, "match_boxes", "stadium", "location") == [("Estadio A", "Lima, Peru")]
