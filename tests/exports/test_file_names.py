"""File names hold for any title on any file system."""

import pytest

from pipelines.exports.file_names import file_stems


def stem_of(title):
    return file_stems({"local/x": title})["local/x"]


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("1997 Copa Perú", "1997-copa-peru"),
        ("2005–06 Serie A", "2005-06-serie-a"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\a*b?.txt", "c-a-b-txt"),
        ("line\nbreak\0", "line-break"),
        ("Чемпионат", "чемпионат"),
    ],
)
def test_a_title_becomes_words_with_hyphens(title, stem):
    assert stem_of(title) == stem


@pytest.mark.parametrize("title", ["", "...", "CON", "lpt1", "x" * 300, "サッカー" * 100])
def test_a_title_that_makes_no_name_gets_a_hash(title):
    stem = stem_of(title)
    assert "--" in stem
    assert not stem.startswith(("-", "."))
    assert len(stem.encode()) <= 100


def test_pages_of_one_title_get_names_of_their_own_that_ignore_case():
    titles = {"a/x": "Cup", "b/x": "cup", "c/x": "Cúp", "d/x": "Cup.", "e/x": "League"}
    stems = file_stems(titles)
    assert stems["e/x"] == "league"
    assert len({stem.casefold() for stem in stems.values()}) == 5


def test_a_title_cannot_take_the_hashed_name_of_another():
    hashed = file_stems({"a/x": "Cup", "b/x": "cup"})["a/x"]
    stems = file_stems({"a/x": "Cup", "b/x": "cup", "c/x": hashed})
    assert len(set(stems.values())) == 3
