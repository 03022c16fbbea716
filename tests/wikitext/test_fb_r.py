"""The `fb r` family."""

import pytest

HEADER = "{{fb r2 header |nt=3 |Ants |Bees |Cats}}\n"
NULL = "{{fb r|r=null}}"


def test_cells_meet_the_columns_in_order(rows):
    text = (
        HEADER
        + "{{fb r team|t=[[Club A|Ants]]}}"
        + NULL
        + "<!-- Bees -->{{fb r |gf=2|ga=1}}{{fb r|gf=0|ga=0|nt=1}}\n"
        + "{{fb r team|t=Bees}}{{fb r|gf=3|ga=1}}"
        + NULL
        + "{{fb r|gf=|ga=}}\n"
        + "{{fb r team|t=Cats}}{{fb r|r=null}}{{fb r|r=Cancelled}}"
        + NULL
        + "{{fb r footer|s=x}}"
    )
    columns = ("home_code", "home_link", "away_code", "score", "note", "line_start", "table_no")
    assert rows(text, "result_grid_cells", *columns) == [
        ("Ants", "Club A", "Bees", "2–1", None, 2, None),
        ("Ants", "Club A", "Cats", "0–0", "1", 2, None),
        ("Bees", None, "Ants", "3–1", None, 3, None),
        ("Cats", None, "Bees", "Cancelled", None, 4, None),
    ]


def test_a_neighbouring_name_is_no_cell(read):
    text = HEADER.replace(" |Cats", "") + "{{fb r team|t=Ants}}" + NULL + "{{fb r|gf=2|ga=1}}\n"
    text += "{{fb r team|t=Bees}}{{fb r|gf=0|ga=0}}" + NULL
    text += "\n|}\n{{Fb rbr pos|1}}\n* {{FBref|id=abc}}"
    found = read(text).rows
    assert [r["score"] for r in found["result_grid_cells"]] == ["2–1", "0–0"]
    assert found["rejects"] == []
    ledger = [(r["template"], r["outcome"]) for r in found["template_ledger"]]
    assert ledger[-2:] == [("Fb rbr pos", "not_understood"), ("FBref", "not_football")]


def test_a_link_to_fbref_is_a_report_and_no_lost_brace(read):
    found = read("{{Football box|team1=A|team2=B|score=1–0|report={{FBref|id=abc}}}}").rows
    assert [r["score"] for r in found["match_boxes"]] == ["1–0"]
    assert [r["severity"] for r in found["parse_issues"]] == ["info"]


ROWS = (
    f"{{{{fb r team|t=%s}}}}{NULL}{{{{fb r|gf=1|ga=0}}}}\n"
    f"{{{{fb r team|t=%s}}}}{{{{fb r|gf=2|ga=0}}}}{NULL}"
)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (f"==G1==\n{ROWS}\n==G2==\n{ROWS}", [1, 1, 2, 2]),
        (f"{ROWS}\n|}}\n{ROWS}\n|}}", [0, 0, 0, 0]),
        (f"{ROWS}\n{{{{fb r footer}}}}\n{ROWS}", [0, 0, 0, 0]),
    ],
)
def test_grids_without_a_header_end_at_a_heading_a_table_end_or_a_footer(rows, text, sections):
    written = text % ("A", "B", "C", "D")
    assert rows(written, "rejects") == []
    columns = ("grid_no", "home_code", "away_code")
    assert rows(written, "result_grid_cells", *columns) == [
        *((1, "A", "B"), (1, "B", "A")),
        *((2, "C", "D"), (2, "D", "C")),
    ]
    assert rows(written, "result_grid_cells", "section_no") == sections


def test_what_is_no_table_end_parts_no_grid(rows):
    text = ROWS.replace("\n", "\n<!-- {{x|}} -->", 1) % ("A", "B")
    assert rows(text, "result_grid_cells", "grid_no", "home_code") == [(1, "A"), (1, "B")]


def test_a_row_with_a_missing_cell_is_rejected_and_the_others_are_read(read):
    row = "{{fb r team|t=%s}}%s{{fb r|gf=1|ga=0}}\n"
    text = HEADER + row % ("Ants", NULL) + "{{fb r team|t=Bees}}{{fb r|gf=2|ga=0}}" + NULL
    text += "{{fb r|gf=5|ga=0}}\n{{fb r team|t=Cats}}{{fb r|gf=1|ga=0}}{{fb r|gf=1|ga=1}}" + NULL
    found = read(text).rows
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("row_of_other_length", 2)]
    assert [(r["home_code"], r["score"]) for r in found["result_grid_cells"]] == [
        ("Bees", "2–0"),
        ("Bees", "5–0"),
        ("Cats", "1–0"),
        ("Cats", "1–1"),
    ]
