"""Season facts."""


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
