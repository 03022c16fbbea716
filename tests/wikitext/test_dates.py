"""What a date template shows: ISO, or its words."""

import pytest

from pipelines.wikitext.dates import day_of_year
from pipelines.wikitext.values import render


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("{{fecha|17|1|2021}}", "2021-01-17"),
        ("{{fecha|17|enero|2021}}", "2021-01-17"),
        ("{{fecha|17|Diciembre|2021}}", "2021-12-17"),
        ("{{fecha|17|setiembre|2021|edad}}", "2021-09-17"),
        ("{{dt|17|março|2021}}", "2021-03-17"),
        ("{{dt|7|fev.|2021}}", "2021-02-07"),
        ("{{date|1er|août|2021}}", "2021-08-01"),
        ("{{date|15|11|2025}}", "2025-11-15"),
        ("{{date|15 décembre 2025}}", "2025-12-15"),
        ("{{date|15 décembre 2025|en football}}", "2025-12-15"),
        ("{{dts|17 de enero de 2021}}", "2021-01-17"),
        ("{{date|17 December 1997|dmy}}", "1997-12-17"),
        ("{{start date|2021|gennaio|17}}", "2021-01-17"),
        ("{{start date|2021|März|3}}", "2021-03-03"),
        ("{{dts|2021|Sept|3}}", "2021-09-03"),
        ("{{dts|30|November|1997}}", "1997-11-30"),
        ("{{fecha|2021|1|17}}", "2021-01-17"),
    ],
)
def test_months_of_any_wiki_give_the_same_date(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("{{fecha|17|1}}", "17 January"),
        ("{{fecha|17|enero}}", "17 January"),
        ("{{dts|17 de enero}}", "17 January"),
        ("{{dts|30 November}}", "30 November"),
        ("{{Start date|1997|11}}", "1997-11"),
        ("{{Start date|1997}}", "1997"),
        ("{{Start date|1997|11|30|20|30}}", "1997-11-30"),
    ],
)
def test_what_is_not_given_stays_away(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("{{fecha|17|brumario|2021}}", "17 brumario 2021"),
        ("{{start date|2021|tammikuu|17}}", "2021 tammikuu 17"),
        # June or July; and which is the month?
        ("{{date|17|jui|2021}}", "17 jui 2021"),
        ("{{dts|3|4|1997}}", "3 4 1997"),
        ("{{dts|November|30|1997}}", "November 30 1997"),
        ("{{start date|1997|13|3}}", "1997 13 3"),
        ("{{fecha|enero de 2021}}", "enero de 2021"),
        ("{{date|10–17 janvier 2021}}", "10–17 janvier 2021"),
    ],
)
def test_what_is_not_understood_is_kept_as_written(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("text", "month_and_day"),
    [
        ("Saturday 1 May 2001", (5, 1)),
        ("May 1, 2001", (5, 1)),
        ("2nd of May", (5, 2)),
        ("1 de mayo de 2001", (5, 1)),
        ("2001-05-01", (5, 1)),
        ("May 2001", None),
        ("32 May", None),
        ("1/5/2001", None),  # in May or in January
        ("", None),
    ],
)
def test_the_day_of_a_text_is_that_of_its_first_date(text, month_and_day):
    assert day_of_year(text) == month_and_day
