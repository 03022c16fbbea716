"""Season facts."""

import pytest


def test_every_parameter_is_a_row_also_the_empty_ones(rows):
    text = """{{Infobox football league season
| competition = [[Copa Perú]]
| relegated =
| league topscorer = Alejandro Cipriano (5)<ref>x</ref>

| prevseason = [[1995 Copa Perú|1995]]
}}"""
    columns = ("field_no", "parameter", "value", "link_target", "line_start", "line_end")
    assert rows(text, "infobox_fields", *columns) == [
        (1, "competition", "Copa Perú", "Copa Perú", 2, 2),
        (2, "relegated", "", None, 3, 3),
        (3, "league topscorer", "Alejandro Cipriano (5)", None, 4, 4),
        (4, "prevseason", "1995", "1995 Copa Perú", 6, 6),
    ]


def test_an_infobox_that_embeds_another_is_two(rows):
    text = "{{Infobox season|a=1|module={{Infobox x|b=2}}}}"
    assert rows(text, "infobox_fields", "infobox_no", "parameter") == [
        (1, "a"),
        (1, "module"),
        (2, "b"),
    ]


@pytest.mark.parametrize(
    ("parameter", "written", "value"),
    [
        ("winners", "[[Ants]]<br>[[Bees]]", "Ants; Bees"),
        ("promoted", "Ants<br />Bees<br/>Cats<br>", "Ants; Bees; Cats"),
        ("relegated", "{{nowrap|Ants}} <br> {{flagicon|PER}} Bees", "Ants; Bees"),
        ("top_scorer", "[[A. Smith]]<br>[[B. Jones]]<br>(10 goals each)",
         "A. Smith; B. Jones (10 goals each)"),
        ("biggest_home_win", "Ants 5–0 Bees<br>(3 May 1997)", "Ants 5–0 Bees (3 May 1997)"),
        ("winners", "Ants<br>3rd title", "Ants 3rd title"),
        ("winners", "[[Sporting Club<br>of the Ants]]", "Sporting Club of the Ants"),
        ("participants", "Ants,<br>Bees", "Ants, Bees"),
        ("competition", "Campeonato<br>Descentralizado", "Campeonato Descentralizado"),
        ("tourney_name", "Copa<br>Perú", "Copa Perú"),
        ("prevseason", "Torneo<br>Apertura", "Torneo Apertura"),
    ],
)  # fmt: skip
def test_a_line_break_parts_the_entries_of_a_list_and_wraps_a_name(rows, parameter, written, value):
    text = f"{{{{Infobox football league season|{parameter}={written}}}}}"
    assert rows(text, "infobox_fields", "value") == [value]


def test_a_comment_below_a_value_is_no_line_of_it(rows):
    text = "{{Infobox x\n|a=1 <!-- one -->\n<!-- two\nlines -->\n|b=<!-- c\n-->2\n}}"
    assert rows(text, "infobox_fields", "value", "line_start", "line_end") == [
        ("1", 2, 2),
        ("2", 5, 6),
    ]
