"""Flattened page → standard wikitext, line for line."""

import pytest

from pipelines.wikitext import dialect_of, flattened_title
from pipelines.wikitext.restore import restore


def flat(*lines):
    """Logical lines with an empty line between them, as flattened pages have."""
    return "\n\n".join(lines)


TABLE = ('class="wikitable"\nDepartment', "!Team", "!Location")


def restored(*lines):
    text = flat("A title", "=Mark=", *lines)
    result = restore(text)
    assert result.count("\n") == text.count("\n")
    return result.split("\n")[4:]


def test_a_flattened_page_is_recognised_and_names_itself():
    text = flat("1997 Copa Perú", "{{Box", "| a = b", "}}", "Some prose.")
    assert (dialect_of(text), flattened_title(text)) == ("flattened", "1997 Copa Perú")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One word",
        "'''Foo''' is a league.\n\n==Teams==\n\n{{Box\n| a = b\n}}\n",
        "Foo is a league.\n\nIt has clubs.\n\n=Odd=\n\nMore.",
        "A title\n\nAll prose.\n\nNothing else.",
        "A title\n\n==Teams==\n\n[[A]]\n\n[[B]]\n\n=C=\n\n[[D]]\n\n[[E]]",
        "A title\n\n{{Box\n| a = b\n| c = d\n| e = f\n}}\n\n=Odd=\n\n* a\n* b\n* c",
        "A title\ntext on the second line\n\n=Odd=\n\nMore.",
    ],
)
def test_an_ordinary_page_is_left_alone(text):
    assert dialect_of(text) == "wikitext"
    assert flattened_title(text) is None


def test_a_flattened_page_edited_by_hand_is_still_one():
    lines = [f"| p{n} = {n}" for n in range(40)]
    text = flat("T", "{{Box", *lines, "}}", "A [[link]] by hand.") + "\ntwo lines together"
    assert dialect_of(text) == "flattened"


def test_headings_go_two_levels_down_with_their_inner_space():
    assert restored("= Round 1 =", "==Deep==", "Prose.")[0:3:2] == [
        "=== Round 1 ===",
        "====Deep====",
    ]


@pytest.mark.parametrize("line", ["=A==", "==A=", "=A", "====="])
def test_a_line_with_uneven_marks_is_no_heading(line):
    assert restored(line, "x")[0] == line


@pytest.mark.parametrize("line", ["Final stage", "Sources", "Group A: Lima", "Source teams"])
def test_a_bare_line_is_a_heading_of_level_two(line):
    assert restored(line, "Prose follows.")[0] == f"=={line}=="


@pytest.mark.parametrize(
    "line",
    [
        "This is a sentence.",
        "The following teams qualified:",
        "* a list item",
        "lower case words",
        "Source: RSSSF",
        "Sources : RSSSF and El Comercio",
        "Note: León qualified as champions",
        "Fuente: DeChalaca",
        "A club. Another sentence",
        "{{Template}}",
        "a = b",
        "One " * 40 + "word",
    ],
)
def test_a_paragraph_is_no_heading(line):
    assert restored(line, "Prose follows.")[0] == line


def test_the_last_line_of_a_page_is_no_heading():
    assert restored("Prose.", "Last words")[-1] == "Last words"


def test_a_bare_line_before_parameters_is_a_damaged_call_and_no_heading():
    assert restored("Football box collapsible", "| date = 1 May 1997", "}}")[0] == (
        "Football box collapsible"
    )


def test_lines_inside_a_call_are_left_alone():
    lines = ("{{Box", "Bare words", "| a = b", "}}", "End.")
    assert restored(*lines)[:7:2] == list(lines[:4])


def test_a_table_gets_its_marks_back_on_empty_lines():
    lines = restored(*TABLE, "Ica", "|Los Cóndores", "|Ica", "Lima", "|Alba", "|Huacho", "{{x}}")
    assert lines == [
        '{| class="wikitable"',
        "!Department",
        "",
        "!Team",
        "",
        "!Location",
        "|-",
        "|Ica",
        "",
        "|Los Cóndores",
        "",
        "|Ica",
        "|-",
        "|Lima",
        "",
        "|Alba",
        "",
        "|Huacho",
        "|}",
        "{{x}}",
    ]


def test_a_spanning_cell_leaves_the_next_row_one_cell_shorter(rows):
    text = flat("T", "=M=", *TABLE, 'rowspan="2"|Ica', "|Uno", "|Ica", "Dos", "|Nazca", "{{x}}")
    assert rows(text, "entrants", "department", "team", "location", "line_start") == [
        ("Ica", "Uno", "Ica", 12),
        ("Ica", "Dos", "Nazca", 18),
    ]


def test_a_table_ends_before_a_heading_without_any_mark_between():
    lines = restored(*TABLE, "Ica", "|Uno", "|Ica", "Final stage", "=Round 1=", "Prose.")
    assert lines[12:] == ["|}", "==Final stage==", "", "===Round 1===", "", "Prose."]


def test_a_table_without_attributes_is_recognised_by_its_header_row(rows):
    text = flat("T", "=M=", "Department", "!Team", "!Location", "Ica", "|Uno", "|Nazca", "{{x}}")
    assert rows(text, "entrants", "department", "team", "location") == [("Ica", "Uno", "Nazca")]


def test_a_cell_that_goes_on_after_a_line_break_stays_one_cell(rows):
    text = flat("T", "=M=", *TABLE, "Ica", "|Uno\nde Nazca", "|Nazca", "{{x}}")
    assert rows(text, "entrants", "team", "location") == [("Uno de Nazca", "Nazca")]


def test_a_flag_before_a_club_does_not_end_a_table(rows):
    text = flat(
        "T", "=M=", 'class="wikitable"\nTeam', "!City", "{{flagicon|PER}} Uno", "|Ica", "=E="
    )
    assert rows(text + "\n\nProse.", "entrants", "team", "location") == [("Uno", "Ica")]


def test_an_extraction_that_dropped_linked_cells_is_rejected(read):
    text = flat("T", "=M=", *TABLE, "Amazonas |", "Ica | Uno | Nazca", "{{x}}")
    found = read(text).rows
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("row_too_short", 12)]
    assert [r["team"] for r in found["entrants"]] == ["Uno"]


def test_every_row_keeps_its_line_of_the_given_file(rows):
    text = flat("T", "{{Football box", "| team1 = A", "| team2 = B", "}}", "=H=", "Prose.")
    assert rows(text, "match_boxes", "line_start", "line_end") == [(3, 9)]
    assert rows(text, "sections", "heading", "line_start")[1] == ("H", 11)


def test_what_is_left_of_row_attributes_begins_a_row(rows):
    text = flat(
        "T", "=M=", *TABLE, 'style="color:red"\nIca', "|Uno", "|Nazca", "Lima", "|Dos", "|Ate"
    )
    assert rows(text, "entrants", "team", "line_start") == [("Uno", 13), ("Dos", 19)]


def test_a_caption_and_cell_attributes_survive(rows):
    text = flat(
        "T",
        "=M=",
        'class="sortable wikitable"',
        "|+The clubs",
        "scope=col|Team",
        "!scope=col|City",
        "align=center|Uno",
        "|align=center|Ica",
        "colspan=2 align=center|Source",
        "{{x}}",
    )
    assert rows(text, "entrants", "team", "location") == [("Uno", "Ica")]
    assert rows(text, "rejects") == []


def test_two_tables_one_after_the_other_stay_two(rows):
    text = flat(
        "T", "=M=", *TABLE, "Ica", "|Uno", "|A", 'class="wikitable"', "Team", "!City", "Dos", "|B"
    )
    assert rows(text, "entrants", "list_no", "team") == [(1, "Uno"), (2, "Dos")]


def test_a_table_at_the_very_end_of_a_flattened_page_is_no_broken_table(codes):
    assert codes(flat("T", "=M=", *TABLE, "Ica", "|Uno", "|Nazca")) == []
