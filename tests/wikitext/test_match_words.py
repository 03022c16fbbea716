"""Lists of matches in the words of several wikis, and the titles across them."""

import pytest

from pipelines.wikitext.match_headings import match_columns

MATCH = ("team1", "team2", "score", "leg_no", "aggregatescore")


@pytest.mark.parametrize(
    ("headings", "place"),
    [
        ("Local !! Resultado !! Visitante !! Estadio !! Fecha !! Hora", "stadium"),
        ("Local !! Marcador !! Visita !! Estadio !! Fecha !! Hora", "stadium"),
        ("Equipo 1 !! Resultado !! Equipo 2 !! Cancha !! Fecha !! Hora", "stadium"),
        ("Mandante !! Placar !! Visitante !! Local !! Data !! Hora", "stadium"),
        ("Casa !! Risultato !! Trasferta !! Stadio !! Data !! Ora", "stadium"),
        ("Domicile !! Score !! Extérieur !! Stade !! Date !! Heure", "stadium"),
        ("Heim !! Ergebnis !! Gast !! Stadion !! Datum !! Uhrzeit", "stadium"),
        ("Thuis !! Uitslag !! Uit !! Stadion !! Datum !! Tijd", "stadium"),
        ("Thuisploeg !! Uitslag !! Uitploeg !! Plaats !! Datum !! Tijd", "location"),
        ("Hemmalag !! Resultat !! Bortalag !! Arena !! Datum !! Tid", "stadium"),
        ("Hjemmelag !! Resultat !! Bortelag !! Sted !! Dato !! Tid", "location"),
        ("Hjemmehold !! Resultat !! Udehold !! Stadion !! Dato !! Tid", "stadium"),
        ("Kotijoukkue !! Tulos !! Vierasjoukkue !! Paikka !! Päivä !! Aika", "location"),
        ("Home !! !! Away !! Venue !! Date !! Kick-off", "stadium"),
        ("Team A !! vs !! Team B !! Ground !! Date !! Time", "stadium"),
    ],
)
def test_the_columns_of_a_list_are_known_in_several_languages(rows, headings, place):
    text = f"{{|\n! {headings}\n|-\n| [[Ants]] || 2–1 || Bees || Field || 1 May || 15:30\n|}}"
    assert rows(text, "match_boxes", *MATCH, place, "date", "time") == [
        ("Ants", "Bees", "2–1", 1, None, "Field", "1 May", "15:30")
    ]


def test_local_is_the_place_where_another_word_names_the_club_at_home(rows):
    text = "{|\n! Data !! Local !! Mandante !! Placar !! Visitante\n|-\n"
    text += "| 1 May || Field || Ants || 3–0 || Bees\n|}"
    assert rows(text, "match_boxes", "team1", "team2", "stadium") == [("Ants", "Bees", "Field")]


@pytest.mark.parametrize(
    "headings",
    [
        "Equipo 1 !! Global !! Equipo 2 !! Ida !! Vuelta",
        "Local en la ida !! Marcador !! Local en la vuelta !! Ida !! Vuelta",
        "Time 1 !! Placar agregado !! Time 2 !! Jogo de ida !! Jogo da volta",
        "Squadra 1 !! Totale !! Squadra 2 !! Andata !! Ritorno",
        "Équipe 1 !! Score !! Équipe 2 !! Match aller !! Match retour",
        "Mannschaft 1 !! Gesamt !! Mannschaft 2 !! Hinspiel !! Rückspiel",
    ],
)
def test_two_legs_are_known_in_several_languages(rows, headings):
    text = f"{{|\n! {headings}\n|-\n| A || 3–4 || B || 3–1 || 0–3\n|}}"
    assert rows(text, "match_boxes", *MATCH) == [
        ("A", "B", "3–1", 1, "3–4"),
        ("B", "A", "3–0", 2, "3–4"),
    ]


def test_legs_are_told_apart_by_their_words_and_not_by_their_order(rows):
    text = "{|\n! Equipo 1 !! Vuelta !! Ida !! Equipo 2 !! Global\n|-\n"
    text += "| A || 0–3 || 3–1 || B || 3–4\n|}"
    assert rows(text, "match_boxes", *MATCH) == [
        ("A", "B", "3–1", 1, "3–4"),
        ("B", "A", "3–0", 2, "3–4"),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ["equipo", "casa", "fuori casa"],
        ["equipo", "local", "visitante"],
        ["home", "", "", "away"],
        ["squadra", "stadio", "risultato"],
        ["club", "heim", "auswärts", "gesamt"],
        ["time 1", "placar"],
        ["ploeg", "thuis", "uit", "totaal"],
        ["lag", "hemma", "borta"],
    ],
)
def test_words_of_sides_alone_make_no_list(headings):
    assert match_columns(headings) is None


ROUND = ("team1", "team2", "round", "date")


def test_a_title_across_a_list_is_the_round_of_the_matches_below(rows, codes):
    text = (
        '{| class="wikitable"\n! colspan="5" | Fecha 1\n|-\n'
        "! Local !! Resultado !! Visitante !! Estadio !! Fecha\n|-\n"
        "| A || 1 - 0 || B || rowspan=2 | X || 3 May 2015\n|-\n| C || 0 - 0 || D || 4 May 2015\n"
        '|-\n! colspan="5" | Fecha 2\n|-\n'
        "! Local !! Resultado !! Visitante !! Estadio !! Fecha\n|-\n"
        "| B || 1 - 0 || C || Y || 10 May 2015\n|-\n| colspan=5 | '''Fecha 3'''\n|-\n"
        "| D || 1 - 1 || A || Z || \n|}"
    )
    assert rows(text, "match_boxes", *ROUND) == [
        ("A", "B", "Fecha 1", "3 May 2015"),
        ("C", "D", "Fecha 1", "4 May 2015"),
        ("B", "C", "Fecha 2", "10 May 2015"),
        ("D", "A", "Fecha 3", ""),
    ]
    assert codes(text) == []


def test_a_date_across_a_list_is_the_date_of_the_matches_below(rows):
    text = (
        "{|\n! Home !! Score !! Away\n|-\n! colspan=3 | Round 1\n|-\n"
        "! colspan=3 | Saturday, 3 May 1997\n|-\n| A || 1–0 || B\n|-\n"
        "| colspan=3 | 4–5 May 1997\n|-\n| C || 0–0 || D\n|-\n| colspan=3 | Round 2\n|-\n"
        "| B || 2–2 || C\n|}"
    )
    assert rows(text, "match_boxes", *ROUND) == [
        ("A", "B", "Round 1", "Saturday, 3 May 1997"),
        ("C", "D", "Round 1", "4–5 May 1997"),
        ("B", "C", "Round 2", None),
    ]


def test_the_date_of_a_match_stands_before_that_of_its_title(rows):
    text = (
        "{|\n! Date !! Home !! Score !! Away\n|-\n| colspan=4 | Matchday 1 – 3 May 1997\n|-\n"
        "| || A || 1–0 || B\n|-\n| 4 May 1997 || C || 0–0 || D\n|}"
    )
    assert rows(text, "match_boxes", *ROUND) == [
        ("A", "B", "Matchday 1 – 3 May 1997", "Matchday 1 – 3 May 1997"),
        ("C", "D", "Matchday 1 – 3 May 1997", "4 May 1997"),
    ]


def test_a_title_below_another_stands_inside_it_until_one_of_another_form_comes(rows):
    body = "".join(
        f"|-\n! colspan=3 | {title}\n" if title else "|-\n| A || 1–0 || B\n"
        for title in (
            *("Grupo A", "Fecha 1", "", "Fecha 2", "", "Grupo B", "Fecha 1", ""),
            *("Semifinal", ""),
        )
    )
    text = "{|\n! Local !! Resultado !! Visitante\n" + body + "|}"
    assert rows(text, "match_boxes", "round") == [
        *("Grupo A, Fecha 1", "Grupo A, Fecha 2", "Grupo B, Fecha 1", "Semifinal"),
    ]


def test_a_title_stands_before_the_round_of_a_column(rows):
    text = (
        "{|\n|+ Zona Norte\n! Jornada !! Local !! Resultado !! Visitante\n|-\n"
        "| 1 || A || 1–0 || B\n|}"
    )
    assert rows(text, "match_boxes", "round") == ["Zona Norte, 1"]


@pytest.mark.parametrize(
    "title",
    [
        *("Quarter-finals, first leg", "3ª rodada", "Zona Norte", "Group A", "Torneo Apertura"),
        *("Fecha 4 – 12 de abril de 1998", "Octavos de final", "Second qualifying round"),
        *("2. Spieltag", "Giornata 5", "Third place"),
    ],
)
def test_a_title_that_is_not_marked_is_known_by_its_words(rows, title):
    text = f"{{|\n! Home !! Score !! Away\n|-\n| colspan=3 | {title}\n|-\n| A || 1–0 || B\n|}}"
    assert rows(text, "match_boxes", "round") == [title]


def test_a_title_over_two_cells_names_round_and_day(rows):
    text = (
        "{|\n! Home !! Score !! Away !! Venue\n|-\n! colspan=2 | Round 3 !! colspan=2 | 3 May 1997"
        "\n|-\n| A || 1–0 || B || X\n|}"
    )
    assert rows(text, "match_boxes", *ROUND) == [("A", "B", "Round 3", "3 May 1997")]


def test_the_name_of_a_table_is_no_round(rows):
    text = (
        "{|\n|+ Results of the 1997 season\n! colspan=3 | Results\n|-\n! Home !! Score !! Away\n"
        "|-\n| A || 1–0 || B\n|}"
    )
    assert rows(text, "match_boxes", "round", "date") == [(None, None)]


@pytest.mark.parametrize(
    "across",
    [
        "'''Libre:''' [[Cats]]",
        "Goals: Smith 12', Jones 80'",
        "Match abandoned at half-time",
        "The second leg was not played",
        "Ants advance to the semi-finals",
        "Ants won the play-off on penalties",
        "'''Play-off: A 2–1 B'''",
    ],
)
def test_what_stands_across_a_list_and_is_no_title_is_told(read, across):
    text = (
        "{|\n! Home !! Score !! Away\n|-\n| A || 1–0 || B\n|-\n"
        f"| colspan=3 | {across}\n|-\n| B || 1–0 || A\n|}}"
    )
    found = read(text).rows
    assert [row["round"] for row in found["match_boxes"]] == [None, None]
    assert [(r["code"], r["severity"], r["line_start"]) for r in found["parse_issues"]] == [
        ("text_across_list", "info", 6)
    ]


def test_replays_and_play_offs_are_matches_of_their_own(rows, codes):
    text = (
        "{|\n! Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg !! Replay !! Play-off\n|-\n"
        "| A || 2–2 || B || 1–0 || 1–2 || 1–1 || 3–0\n|-\n"
        "| C || 4–1 || D || 2–0 || 2–1 || — || \n|}"
    )
    assert rows(text, "match_boxes", *MATCH, "round") == [
        ("A", "B", "1–0", 1, "2–2", None),
        ("B", "A", "2–1", 2, "2–2", None),
        ("A", "B", "1–1", 3, "2–2", "Replay"),
        ("A", "B", "3–0", 4, "2–2", "Play-off"),
        ("C", "D", "2–0", 1, "4–1", None),
        ("D", "C", "1–2", 2, "4–1", None),
    ]
    assert codes(text) == []


def test_a_replay_of_a_single_match_has_neither_its_date_nor_its_ground(rows, codes):
    text = (
        "{|\n! Date !! Home team !! Score !! Away team !! Venue !! Replay\n|-\n"
        "| 3 May || A || 1–1 || B || X || 2–0\n|-\n| 4 May || C || 2–2 || D || Y || 9 May\n|}"
    )
    assert rows(text, "match_boxes", *MATCH, "date", "stadium", "round") == [
        ("A", "B", "1–1", 1, None, "3 May", "X", None),
        ("A", "B", "2–0", 2, None, None, None, "Replay"),
        ("C", "D", "2–2", 1, None, "4 May", "Y", None),
    ]
    assert codes(text) == [("replay_not_read", 6)]


TIES = "{|\n! Equipo 1 !! %s !! Equipo 2 !! Ida !! Vuelta\n|-\n"


def test_the_aggregate_tells_where_hosts_stand_first_in_the_second_leg(rows):
    # A won 3–1 at home and lost 0–3 at B's: 3–4; C and D drew 1–1 twice.
    body = "| A || 3–4 || B || 3–1 || 3–0\n|-\n| C || 2–2 || D || 1–1 || 1–1\n|}"
    assert rows(TIES % "Global" + body, "match_boxes", *MATCH)[:2] == [
        ("A", "B", "3–1", 1, "3–4"),
        ("B", "A", "3–0", 2, "3–4"),
    ]


@pytest.mark.parametrize(
    ("aggregate", "body"),
    [
        # One tie of the list agrees only with the first team's view: the other is an error.
        ("Global", "| A || 3–4 || B || 3–1 || 3–0\n|-\n| C || 3–1 || D || 2–0 || 1–1\n|-\n"
         "| E || 2–3 || F || 2–1 || 0–2"),
        # No aggregate agrees, or there is none, or it counts points.
        ("Global", "| A || 5–5 || B || 3–1 || 3–0"),
        ("Global", "| A || || B || 3–1 || 3–0"),
        ("Points", "| A || 3–4 || B || 3–1 || 3–0"),
    ],
)  # fmt: skip
def test_else_both_legs_are_as_the_first_team_sees_them(rows, aggregate, body):
    found = rows(TIES % aggregate + body + "\n|}", "match_boxes", "team1", "score")
    assert found[:2] == [("A", "3–1"), ("B", "0–3")]
