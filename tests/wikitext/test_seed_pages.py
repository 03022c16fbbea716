"""The two given pages, whole. Expected values were read off the pages by eye."""

import pytest

from pipelines.wikitext import Page, dialect_of, flattened_title, parse_page
from pipelines.wikitext.restore import restore

from .conftest import seed_pages

FINAL_1997 = [
    ("JAU", "Juan Aurich", "4", "0", "1", "13", "2", 435, 423),
    ("UPAO", "Deportivo UPAO", "4", "0", "1", "14", "4", 437, 425),
    ("CHI", "Cultural Hidro", "2", "1", "2", "7", "8", 439, 427),
    ("UNP", "Deportivo Universitario", "2", "0", "3", "5", "8", 441, 429),
    ("LCH", "Los Chankas", "1", "2", "2", "2", "5", 443, 431),
    ("CNI", "CNI", "0", "1", "4", "5", "19", 445, 433),
]


@pytest.fixture(scope="module")
def pages():
    texts = [path.read_text(encoding="utf-8") for path in seed_pages()]
    found = {flattened_title(text): Page("enwiki", flattened_title(text), text) for text in texts}
    return {title: parse_page(page).rows for title, page in found.items()}


@pytest.fixture(scope="module")
def of_1997(pages):
    return pages["1997 Copa Perú"]


@pytest.fixture(scope="module")
def of_1996(pages):
    return pages["1996 Copa Perú"]


def test_both_pages_are_flattened_and_restored_line_for_line():
    for path in seed_pages():
        text = path.read_text(encoding="utf-8")
        assert dialect_of(text) == "flattened"
        assert restore(text).count("\n") == text.count("\n")
        assert dialect_of(restore(text)) == "wikitext"


def test_everything_is_read(of_1996, of_1997):
    def counts(rows):
        return {table: len(found) for table, found in rows.items() if found}

    assert counts(of_1996) == {
        **{"sections": 9, "infobox_fields": 16, "match_boxes": 15, "league_tables": 1},
        **{"league_table_rows": 6, "entrants": 26, "template_ledger": 23},
    }
    assert counts(of_1997) == {
        **{"sections": 16, "infobox_fields": 16, "match_boxes": 16, "league_tables": 7},
        **{"league_table_rows": 31, "entrants": 25, "template_ledger": 30},
    }


def test_sections_have_their_true_levels_and_paths(of_1996, of_1997):
    assert [(s["section_path"], s["level"], s["line_start"]) for s in of_1996["sections"]][:5] == [
        ("", 0, 1),
        ("Finalists teams", 2, 45),
        ("Final stage", 2, 223),
        ("Final stage > Final group stage", 3, 225),
        ("Final stage > Final group stage > Round 1", 4, 263),
    ]
    assert [s["section_path"] for s in of_1997["sections"]] == [
        *("", "Departmental Stage", "Regional Stage"),
        *(f"Regional Stage > Region {n}" for n in ("I", "II", "III", "IV", "V", "VI")),
        *("Final Stage", *(f"Final Stage > Round {n}" for n in range(1, 6))),
        "Final Stage > Playoff",
    ]


def test_the_final_table_of_1997(of_1997):
    columns = ("team_code", "team", "win", "draw", "loss", "gf", "ga", "line_start", "team_line")
    found = [
        tuple(r[c] for c in columns) for r in of_1997["league_table_rows"] if r["table_no"] == 7
    ]
    assert found == FINAL_1997


def test_a_regional_winner_and_the_champion_are_marked(of_1997):
    marked = [
        (r["team"], r["result_text"]) for r in of_1997["league_table_rows"] if r["result_key"]
    ]
    assert marked == [
        ("Juan Aurich", "Final Stage"),
        ("Deportivo UPAO", "Final Stage"),
        ("CNI", "Final Stage"),
        ("Cultural Hidro", "Final Stage"),
        ("Los Chankas", "Final Stage"),
        ("Deportivo Universitario", "Final Stage"),
        ("Juan Aurich", "Promoted to 1998 Torneo Descentralizado"),
    ]


def test_names_that_look_like_something_else_survive(of_1996, of_1997):
    names = {r["team"] for r in of_1996["entrants"] + of_1997["entrants"]}
    names |= {r["team"] for r in of_1997["league_table_rows"]}
    assert names >= {
        *("7 de Agosto", "30 de Agosto", "I.M.I.", "UTC", "CNI", "UNH", "Power Maíz", "El Maíz"),
        *("San Martín de Porres", "Carlos A. Mannucci"),
    }


def test_two_teams_share_huanuco_in_1996(of_1996):
    columns = ("team", "location", "line_start", "line_end")
    found = [
        tuple(r[c] for c in columns) for r in of_1996["entrants"] if r["department"] == "Huánuco"
    ]
    assert found == [
        ("León de Huánuco", "Huánuco", 112, 116),
        ("Unión Naranjillo", "Huánuco", 118, 120),
    ]


def test_the_first_and_the_last_match_of_1997(of_1997):
    columns = (
        "date",
        "team1",
        "score",
        "team2",
        "stadium",
        "aet",
        "note",
        "line_start",
        "line_end",
    )
    found = [tuple(r[c] for c in columns) for r in of_1997["match_boxes"]]
    assert found[0] == (
        *("30 November 1997", "Juan Aurich", "7–0", "CNI", "Nacional, Lima", "", None, 457, 483),
    )
    assert found[-1] == (
        *("17 December 1997", "Juan Aurich", "1–0", "Deportivo UPAO", "Nacional, Lima", "", None),
        *(887, 913),
    )


def test_the_goals_of_both_finals_add_up(of_1996, of_1997):
    def goals(matches):
        return sum(int(part) for r in matches for part in r["score"].split("–"))

    assert (goals(of_1996["match_boxes"]), goals(of_1997["match_boxes"])) == (55, 47)


def test_every_row_stands_on_lines_that_say_what_it_says():
    for path in seed_pages():
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        rows = parse_page(Page("enwiki", flattened_title(text), text)).rows
        for table, column in (("match_boxes", "team1"), ("entrants", "team")):
            for row in rows[table]:
                assert row[column] in "\n".join(lines[row["line_start"] - 1 : row["line_end"]])
        for row in rows["league_table_rows"]:
            assert row["team"] in lines[row["team_line"] - 1]
            assert f"win_{row['team_code']}={row['win']}" in lines[row["line_start"] - 1]
        for row in rows["infobox_fields"]:
            assert row["parameter"] in lines[row["line_start"] - 1]
        for row in rows["sections"][1:]:
            assert row["heading"] in lines[row["line_start"] - 1]


def test_a_damaged_table_costs_only_itself():
    path = next(p for p in seed_pages() if "1997" in p.read_text(encoding="utf-8")[:20])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[250] == "}}"  # the end of the table of region I, which opens in line 225
    lines[250] = ""
    rows = parse_page(Page("enwiki", "1997 Copa Perú", "\n".join(lines))).rows
    assert [(r["table_name"], r["code"], r["line_start"]) for r in rows["rejects"]] == [
        ("league_tables", "unclosed_call", 225)
    ]
    assert (len(rows["league_tables"]), len(rows["match_boxes"])) == (6, 16)
    assert [s["section_path"] for s in rows["sections"]][4] == "Regional Stage > Region II"
