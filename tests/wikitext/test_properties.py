"""What holds for every text: pages as they are, cut off, and damaged at random."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.wikitext import TABLES, Page, dialect_of, parse_page
from pipelines.wikitext.restore import restore
from pipelines.wikitext.spans import scan

from .conftest import corpus_pages, seed_pages

PIECES = [
    *("{{", "}}", "[[", "]]", "{|", "|}", "|-", "|", "!", "||", "=", "==", "\n", "\n\n", "'''"),
    *(
        "<ref>",
        "</ref>",
        "<!--",
        "-->",
        "<nowiki>",
        "</nowiki>",
        "{{{1|",
        "}}}",
        "*",
        " ",
        "\u200f",
    ),
    *("{{Football box\n|team1=A|team2=B|score=1–0\n|goals1=[[P]] {{goal|3}}", "|score=2–1"),
    *("{{#invoke:sports table|main|team1=A|win_A=1", "|match_A_B=1–0", "|team_order=A,B"),
    *(
        "{{fb cl header}}",
        "{{fb cl team|t=A|w=1}}",
        "{{fb r2 header|nt=2|A|B}}",
        "{{fb r|gf=1|ga=0}}",
    ),
    *("{{TwoLegResult|A||1–0|B||1–0|0–0}}", '{| class="wikitable"\n! Team !! City\n|-\n| A || B'),
    *("! rowspan=2 | Team !! W !! L !! Pts", "=Region I=", "Final stage", 'class="wikitable"'),
    *(
        "{{A table}}",
        "{{#lst:A|b}}",
        "{{nowrap|",
        "{{efn|",
        "{{fb|PER}}",
        "0",
        "é",
        "\x00",
        "\ud800",
        "\r\n",
    ),
]
SEEDS = [path.read_text(encoding="utf-8") for path in seed_pages()]
LIBRARY = {
    "Template:A table": Page("w", "Template:A table", "{{#invoke:sports table|main|team1=Z}}")
}

quick = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def check(text):
    """Parse a text and test everything that holds for all texts."""
    page = Page("testwiki", "A page", text)
    rows = parse_page(page, LIBRARY.get).rows
    assert tuple(rows) == TABLES
    lines = text.count("\n") + 1
    foreign = {r["table_no"] for r in rows["league_tables"] if r["transcluded_from"]}
    for found in rows.values():
        for row in found:
            assert 1 <= row["line_start"] <= row["line_end"]
            assert row["line_end"] <= lines or row.get("table_no") in foreign
            assert row["page_id"] == page.page_id
            assert row["content_sha256"] == page.content_sha256
            assert all(_storable(value) for value in row.values())
    assert {r["outcome"] for r in rows["template_ledger"]} <= {
        *("parsed", "rejected", "not_football", "not_understood"),
    }
    # Every match and every table has its line in the ledger.
    parsed = [r for r in rows["template_ledger"] if r["outcome"] == "parsed"]
    assert sum(r["row_count"] for r in parsed) >= len(rows["match_boxes"])
    for counter, table in (("match_no", "match_boxes"), ("table_no", "league_tables")):
        assert [row[counter] for row in rows[table]] == list(range(1, len(rows[table]) + 1))
    assert parse_page(page, LIBRARY.get).rows == rows


def _storable(value):
    if isinstance(value, str):
        value.encode("utf-8")
        return "\x00" not in value
    return value is None or isinstance(value, int)


@quick
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_pieces_of_markup_in_any_order(pieces):
    check("".join(pieces))


@quick
@given(st.text(max_size=300))
def test_any_text(text):
    check(text)


@quick
@given(st.integers(0, 1), st.integers(0, 12_000), st.sampled_from(["", "}}", "|}", "{{"]))
def test_a_seed_page_cut_off_anywhere(number, at, end):
    check(SEEDS[number][:at] + end)


@quick
@given(st.integers(0, 1), st.data())
def test_a_seed_page_damaged_anywhere(number, data):
    text = SEEDS[number]
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 30))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + length :]
    assert restore(text).count("\n") == text.count("\n")
    check(text)


@quick
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_spans_nest_and_stay_inside_the_text(pieces):
    text = "".join(pieces)
    spans = scan(text).spans
    for span in spans:
        assert 0 <= span.start <= span.body_start <= span.body_end <= span.end <= len(text)
        if span.parent >= 0:
            around = spans[span.parent]
            assert around.body_start <= span.start
            assert span.end <= around.body_end


@pytest.mark.skipif(not corpus_pages(), reason="the corpus folder is not here")
@pytest.mark.parametrize("path", corpus_pages(), ids=lambda path: path.stem)
def test_real_pages_as_they_are_and_damaged(path):
    text = path.read_text(encoding="utf-8")
    check(text)
    chance = random.Random(path.stem)
    for _ in range(2):
        damaged = text
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(damaged))
            damaged = damaged[:at] + chance.choice(PIECES) + damaged[at + chance.randint(0, 20) :]
        check(damaged)


def test_a_page_made_of_many_pages_is_read_like_each_of_them():
    one = SEEDS[0].replace("1997 Copa Perú\n", "", 1)
    assert dialect_of(one) == "wikitext"
    once = parse_page(Page("w", "T", one)).rows
    often = parse_page(Page("w", "T", one * 5)).rows
    assert len(often["match_boxes"]) == 5 * len(once["match_boxes"])
    assert len(often["league_tables"]) == 5 * len(once["league_tables"])
