"""What changed between two versions of a page, in words of football."""

from pipelines.ingest.changes import changes_between
from pipelines.ingest.shrink import losses
from pipelines.wikitext import Page, parse_page

BOX = "{{{{football box\n|date={date}\n|team1={0}\n|score={score}\n|team2={1}\n}}}}\n"
TABLE = """{{{{#invoke:Sports table|main|style=WDL
|team1=ADA|name_ADA={ada}
|team2=BEA|name_BEA=Bea
|win_ADA={wins}|draw_ADA=0|loss_ADA=0|gf_ADA=1|ga_ADA=0
|win_BEA=0|draw_BEA=0|loss_BEA=1|gf_BEA=0|ga_BEA=1
}}}}
"""


def box(first, second, score="1–0", date="1 May 2001"):
    return BOX.format(first, second, score=score, date=date)


def rows(text):
    page = Page(site="local", title="A", wikitext=text, source_uri="a", revision_id=None)
    return parse_page(page).rows


def changes(old, new):
    return [
        (c.entity, c.entity_id, c.column_name, c.old_value, c.new_value, c.line_start)
        for c in changes_between("local/A", rows(old), rows(new))
    ]


def test_no_change_is_none_and_lines_that_move_are_none():
    text = "==Cup==\n" + box("Ada", "Bea")
    assert changes(text, text) == []
    assert changes(text, "A sentence.\n\n" + text) == []


def test_a_score_that_changed_names_both_values_and_the_line_now():
    old = "==Cup==\n" + box("Ada", "Bea") + box("Cleo", "Dora")
    new = "==Cup==\n" + box("Ada", "Bea") + box("Cleo", "Dora", score="2–0")
    assert changes(old, new) == [("match", "local/A#match-2", "score", "1–0", "2–0", 8)]


def test_a_match_added_above_shifts_nothing():
    old = "==Cup==\n" + box("Ada", "Bea")
    new = "==Cup==\n" + box("Eve", "Fay") + box("Ada", "Bea")
    assert changes(old, new) == [
        ("match", "local/A#match-1", "presence", None, "Eve – Fay", 2),
    ]
    assert changes(new, old) == [
        ("match", "local/A#match-1", "presence", "Eve – Fay", None, 2),
    ]


def test_the_second_meeting_of_a_pair_is_a_match_of_its_own():
    old = "==Cup==\n" + box("Ada", "Bea") + box("Ada", "Bea", date="2 May 2001")
    new = "==Cup==\n" + box("Ada", "Bea") + box("Ada", "Bea", date="2 May 2001", score="3–0")
    assert changes(old, new) == [("match", "local/A#match-2", "score", "1–0", "3–0", 8)]


def test_a_team_that_is_called_differently_is_a_change_and_no_new_match():
    old = "==Cup==\n" + box("Ada", "Bea") + box("Cleo", "Dora", score="4–4")
    new = "==Cup==\n" + box("Ada", "Bea") + box("Cleo", "Dorothy", score="4–4")
    assert changes(old, new) == [("match", "local/A#match-2", "team2", "Dora", "Dorothy", 8)]


def test_a_figure_of_a_table_row():
    old = "==Cup==\n" + TABLE.format(ada="Ada", wins=1)
    new = "==Cup==\n" + TABLE.format(ada="Ada", wins=2)
    assert changes(old, new) == [("table_row", "local/A#table-1/Ada", "win", "1", "2", 5)]


def test_a_club_renamed_in_its_row_is_known_by_its_code():
    old = "==Cup==\n" + TABLE.format(ada="Ada", wins=1)
    new = "==Cup==\n" + TABLE.format(ada="Ada United", wins=1)
    assert changes(old, new) == [
        ("table_row", "local/A#table-1/Ada United", "team", "Ada", "Ada United", 5)
    ]


def test_a_table_that_went_is_said_with_its_rows():
    found = changes("==Cup==\n" + TABLE.format(ada="Ada", wins=1), "==Cup==\n")
    assert [(entity, column, new) for entity, _, column, _, new, _ in found] == [
        ("league_table", "presence", None),
        ("table_row", "presence", None),
        ("table_row", "presence", None),
    ]


def test_empty_and_absent_are_different_values():
    old = "==Cup==\n{{football box|date=1 May 2001|team1=A|score=1–0|team2=B|attendance=}}\n"
    new = "==Cup==\n{{football box|date=1 May 2001|team1=A|score=1–0|team2=B|attendance=0}}\n"
    assert changes(old, new) == [("match", "local/A#match-1", "attendance", "", "0", 2)]


def boxes(count):
    return "==Cup==\n" + "".join(box(f"A{n}", f"B{n}") for n in range(count))


def test_a_third_gone_is_sharp_and_less_is_not():
    assert losses(rows(boxes(9)), rows(boxes(6))) == "6 matches where there were 9"
    assert losses(rows(boxes(9)), rows(boxes(7))) is None
    assert losses(rows(boxes(0)), rows(boxes(5))) is None
