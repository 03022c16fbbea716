"""Football.TXT files are read back by a reader that knows nothing of their writer."""

import pytest

from tests.exports.football_txt import read_football_txt

# Typed from seeds/000 and seeds/004: day, first club, score, second club.
PAGE_1996 = """
1997-01-19 León de Huánuco 1-0 Coronel Bolognesi
1997-01-19 José Gálvez 1-0 UTC
1997-01-19 CNI 3-1 Gigantes del Cenepa
1997-01-22 José Gálvez 1-1 Coronel Bolognesi
1997-01-22 Gigantes del Cenepa 3-0 León de Huánuco
1997-01-22 UTC 3-2 CNI
1997-01-26 UTC 2-1 León de Huánuco
1997-01-26 Coronel Bolognesi 3-0 Gigantes del Cenepa
1997-01-26 José Gálvez 3-1 CNI
1997-01-29 Gigantes del Cenepa 4-2 UTC
1997-01-29 Coronel Bolognesi 3-0 CNI
1997-01-29 José Gálvez 5-0 León de Huánuco
1997-02-02 CNI 2-1 León de Huánuco
1997-02-02 UTC 4-1 Coronel Bolognesi
1997-02-02 José Gálvez 5-2 Gigantes del Cenepa
"""
PAGE_1997 = """
1997-11-30 Juan Aurich 7-0 CNI
1997-11-30 Cultural Hidro 1-0 Deportivo Universitario
1997-11-30 Los Chankas 1-0 Deportivo UPAO
1997-12-03 Los Chankas 1-1 CNI
1997-12-03 Deportivo UPAO 5-2 Cultural Hidro
1997-12-03 Juan Aurich 3-1 Deportivo Universitario
1997-12-07 Deportivo Universitario 2-1 CNI
1997-12-07 Cultural Hidro 0-0 Los Chankas
1997-12-07 Deportivo UPAO 1-0 Juan Aurich
1997-12-10 Deportivo UPAO 5-1 CNI
1997-12-10 Deportivo Universitario 2-0 Los Chankas
1997-12-10 Juan Aurich 1-0 Cultural Hidro
1997-12-14 Cultural Hidro 4-2 CNI
1997-12-14 Juan Aurich 2-0 Los Chankas
1997-12-14 Deportivo UPAO 3-0 Deportivo Universitario
1997-12-17 Juan Aurich 1-0 Deportivo UPAO
"""


def read(exported, name):
    return read_football_txt((exported.folder / "footballtxt" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "title", "page"),
    [
        ("1996-copa-peru.txt", "Copa Perú 1996", PAGE_1996),
        ("1997-copa-peru.txt", "Copa Perú 1997", PAGE_1997),
    ],
)
def test_the_matches_of_a_page_come_back_in_its_order(exported, name, title, page):
    season = read(exported, name)
    assert season.title == title
    assert [
        f"{match.day} {match.team1} {match.score[0]}-{match.score[1]} {match.team2}"
        for match in season.matches
    ] == page.strip().split("\n")


def test_stage_round_and_ground_come_back(exported):
    season = read(exported, "1997-copa-peru.txt")
    assert {match.stage for match in season.matches} == {"Final Stage"}
    rounds = [match.round for match in season.matches]
    assert rounds == [f"Round {n}" for n in (1, 2, 3, 4, 5) for _ in range(3)] + ["Playoff"]
    assert {match.place for match in season.matches} == {"Nacional, Lima"}


def test_headings_between_stage_and_round_name_the_round(exported):
    season = read(exported, "1996-copa-peru.txt")
    assert (season.matches[0].stage, season.matches[0].round) == (
        "Final stage",
        "Final group stage, Round 1",
    )


def test_every_match_says_where_it_stands_on_the_page(exported):
    text = (exported.folder / "footballtxt" / "1997-copa-peru.txt").read_text(encoding="utf-8")
    assert "  Juan Aurich  7-0  CNI  @ Nacional, Lima  # lines 457-483\n" in text


def test_a_file_names_its_source_and_licence(exported):
    text = (exported.folder / "footballtxt" / "1997-copa-peru.txt").read_text(encoding="utf-8")
    assert "# Attribution: Wikipedia contributors; licence: CC BY-SA 4.0\n" in text
    assert "# From the page 1997 Copa Perú of enwiki" in text


def test_the_numbers_are_those_of_the_pages(exported):
    exports = exported.exports
    assert (exports.season_files, exports.matches, exports.comments) == (2, 31, 0)


def test_no_match_of_a_nasty_page_is_lost(nasty):
    files = sorted((nasty.folder / "footballtxt").iterdir())
    texts = [file.read_text(encoding="utf-8") for file in files]
    matches = sum(len(read_football_txt(text).matches) for text in texts)
    comments = sum(text.count("left out: ") for text in texts)
    # Seven boxes stand on the pages; three of them hold a name that the form cannot write.
    assert (matches, comments) == (4, 3)
    assert (nasty.exports.matches, nasty.exports.comments) == (4, 3)
    assert nasty.exports.season_files == len(files) == 4


def test_titles_of_any_kind_become_files_of_the_folder(nasty):
    names = sorted(file.name for file in (nasty.folder / "footballtxt").rglob("*"))
    assert [name.split("--")[0] for name in names[:3]] == ["cup", "cup", "etc-passwd.txt"]
    assert len({name.casefold() for name in names}) == 4
    assert max(len(name.encode()) for name in names) < 120
