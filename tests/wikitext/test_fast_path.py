"""The fast path gives the rows that the slow ways give: our own scan, and mwparserfromhell.

Three readings of one page: `parse_page`; `read_by_scan`, which never takes a short way; and
`read_by_library`, where spans, parameters and values come from the library. The first two agree on
every text whatever. All three agree on every seed, every real and every made-up page, and on
damaged pages that the fast path takes as a whole, the listed deviations apart.
"""

import random
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.wikitext import Page, parse_page, values
from pipelines.wikitext.page import readable
from pipelines.wikitext.regular import pieces_of
from pipelines.wikitext.restore import FLATTENED, dialect_of, restore
from pipelines.wikitext.spans import scan
from tests.bench.pages import generate

from .conftest import corpus_pages, seed_pages
from .damage import PIECES, damaged, damaged_pages
from .deviations import DEVIATIONS, IRREGULAR, deviation_of, irregular_deviation_of
from .reference import read_by_library, value_of

SEEDS = [path.read_text(encoding="utf-8") for path in seed_pages()]
SMALL = [page.wikitext for page in generate(12, "small", 11, 0.25)]
LEAGUE = [page.wikitext for page in generate(1, "league", 11, 1.0)]
CORPUS = {path.stem: path.read_text(encoding="utf-8") for path in corpus_pages()}
LIBRARY = {
    "Template:A table": Page("w", "Template:A table", "{{#invoke:sports table|main|team1=Z}}"),
    "Template:Unknown thing": Page("w", "U", "{{#invoke:sports table|main|team1=Z|win_Z=1}}"),
}
RENDER = values.render.__wrapped__  # without its memory, which the fast path fills
CHUNKS = 8
PER_CHUNK = 300
needs_corpus = pytest.mark.skipif(not CORPUS, reason="the corpus folder is not here")
# Small markup whose meaning depends on what stands around it, by itself and inside of other such.
LEAVES = [
    *("10", "A", " ", "st", "aet", "&nbsp;", "[[A|b]]", "[[Datei:a.png|20px]]", "<sup>†</sup>"),
    *("{{sup|1}}", "{{sup|[[#n|[b]]]}}", "{{s|2–1}}", "{{ill|A|es|B}}", "{{fecha|3|mayo|1997}}"),
]
AROUND = [
    *("<sup>{}</sup>", "<span style='display:none'>{}</span>", "<span>{}</span>", "''{}''"),
    *("<small>{}</small>", "{{{{nowrap|1={}}}}}", "{{{{sup|1={}}}}}"),
]
SMALL_MARKUP = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.builds(
        str.format, st.sampled_from(AROUND), st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=8,
)
thorough = settings(
    deadline=None, max_examples=200, derandomize=True, suppress_health_check=list(HealthCheck)
)


def outermost_by_scan(text):
    return [span for span in scan(text).spans if span.parent < 0]


@lru_cache(maxsize=100_000)
def render_by_scan(wikitext):
    return RENDER(wikitext)


def read_by_scan(page, transclude=None):
    """`parse_page` without any of its short ways."""
    exchanged = {
        "page.outermost": lambda text: None,
        "templates.parameters_of": lambda text, start, end: None,
        "values.pieces_of": lambda text: None,
        "goal_lists._plain_goals": lambda pieces: None,
        "goal_lists.outermost_spans": outermost_by_scan,
        "restore.outermost_spans": outermost_by_scan,
        "values.render": render_by_scan,
        "values.render_parameter": lambda parameter: render_by_scan(parameter.value),
        "reading.render": render_by_scan,
        "goal_lists.render": render_by_scan,
        "fb_r.render": render_by_scan,
    }
    with ExitStack() as stack:
        for name, function in exchanged.items():
            stack.enter_context(mock.patch(f"pipelines.wikitext.{name}", function))
        return parse_page(page, transclude)


def rows(read, text):
    return read(Page("w", "A page", text), LIBRARY.get).rows


def is_regular(text):
    """Is the whole page one that the fast path reads?"""
    text = readable(text)
    return pieces_of(restore(text) if dialect_of(text) == FLATTENED else text) is not None


def is_comparable(text):
    return is_regular(text) and deviation_of(text) is None


@pytest.mark.parametrize("text", [*SEEDS, *SMALL, *LEAGUE], ids=lambda text: text[:20])
def test_seeds_and_made_up_pages_give_the_same_rows_in_all_three_ways(text):
    assert is_comparable(text)
    found = rows(parse_page, text)
    assert len(found["match_boxes"]) >= 15
    assert found == rows(read_by_scan, text)
    assert found == rows(read_by_library, text)


@needs_corpus
@pytest.mark.parametrize("name", sorted(CORPUS))
def test_real_pages_give_the_same_rows_in_all_three_ways(name):
    found = rows(parse_page, CORPUS[name])
    assert found == rows(read_by_scan, CORPUS[name])
    assert found == rows(read_by_library, CORPUS[name])


@needs_corpus
def test_nearly_all_real_pages_are_taken_by_the_fast_path():
    irregular = [name for name, text in CORPUS.items() if not is_regular(text)]
    assert len(irregular) <= 0.15 * len(CORPUS)


# Chance takes other pages where the corpus is not among them.
@needs_corpus
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_damaged_pages_give_the_same_rows(chunk):
    pages = [*SEEDS, *SMALL[:4], *LEAGUE, *CORPUS.values()]
    compared = irregular = 0
    for text in damaged_pages(pages, PER_CHUNK, seed=chunk):
        found = rows(parse_page, text)
        assert found == rows(read_by_scan, text), text
        if is_comparable(text):
            compared += 1
            assert found == rows(read_by_library, text), text
        elif not is_regular(text) and irregular_deviation_of(text) is None:
            irregular += 1
            assert found == rows(read_by_library, text), text
    # Damage makes most pages irregular; of the others many must be left to compare.
    assert compared >= PER_CHUNK / 6
    assert irregular >= PER_CHUNK / 10


def test_the_damage_reaches_both_the_fast_path_and_the_scan():
    regular = [is_regular(text) for text in islice(damaged_pages(SMALL, 200, seed=1), 200)]
    assert 20 <= sum(regular) <= 180


@thorough
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_pieces_of_markup_in_any_order_give_the_same_rows(pieces):
    text = "{{Football box|team1=A|team2=B|score=" + "".join(pieces) + "}}"
    for written in (text, "".join(pieces)):
        found = rows(parse_page, written)
        assert found == rows(read_by_scan, written)
        if is_comparable(written):
            assert found == rows(read_by_library, written)


@thorough
@given(st.text(alphabet="{}[]|=<>!-/ref \nab'", max_size=60))
def test_marks_in_any_order_give_the_same_rows(text):
    written = "{{Football box|team1=A|team2=B|score=" + text + "|goals1=" + text + "}}"
    assert rows(parse_page, written) == rows(read_by_scan, written)


@thorough
@given(st.integers(0, 10**9), st.sampled_from([*SEEDS, *SMALL[:3]]))
def test_a_page_damaged_by_chance_gives_the_same_rows(seed, page):
    text = damaged(page, random.Random(seed))
    assert rows(parse_page, text) == rows(read_by_scan, text)


@thorough
@given(st.lists(SMALL_MARKUP, max_size=5).map("".join))
def test_small_markup_shows_the_same_in_all_three_ways(markup):
    shown = values.render(markup)
    assert shown == render_by_scan(markup)
    assert shown == value_of(markup)


def test_what_only_the_scan_can_meet_is_not_regular():
    assert not any(is_regular(deviation.example) for deviation in IRREGULAR.values())
    regular = [name for name, deviation in DEVIATIONS.items() if is_regular(deviation.example)]
    assert sorted(regular) == ["broken address", "comment among attributes", "tag in a title"]


@pytest.mark.parametrize("name", DEVIATIONS | IRREGULAR)
def test_each_deviation_is_one(name):
    deviation = (DEVIATIONS | IRREGULAR)[name]
    table, column = deviation.column
    assert deviation.pattern.search(deviation.example)
    ours = [row[column] for row in rows(parse_page, deviation.example)[table]]
    library = [row[column] for row in rows(read_by_library, deviation.example)[table]]
    assert (ours, library) == (deviation.ours, deviation.library)
