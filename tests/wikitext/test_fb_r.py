"""The `fb r` family."""

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
