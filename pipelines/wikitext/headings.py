"""Words by which the columns of a plain wikitable are recognised: data, lower case."""

from __future__ import annotations

from typing import NamedTuple

TEAM = (
    "team", "teams", "club", "clubs", "qualified team", "qualified teams", "side", "entrant",
    "entrants", "equipo", "equipos", "participant", "participants", "team name", "club name",
    "qualified club",
)  # fmt: skip
TERRITORY = (
    "department", "region", "province", "state", "district", "county", "territory", "prefecture",
    "departamento", "provincia", "región", "estado", "municipality", "canton", "association",
)  # fmt: skip
# Beside these a cell of `Teams` names all teams of a place; `number` counts them only where the
# other heading is in the plural.
TEAM_COUNT = (
    "no. of teams", "number of teams", "no. of clubs", "number of clubs", "no of teams",
    "no of clubs", "total teams", "total clubs",
)  # fmt: skip
LOCATION = (
    "location", "city", "town", "home city", "home town", "hometown", "locality", "ciudad",
    "localidad", "based in", "city/town", "town/city", "city / town", "town / city", "locations",
    "home location",
)  # fmt: skip
# Points taken off; points taken off or added; and what may as well be kicks from the penalty mark.
DEDUCTION = (
    "ded", "ded.", "deduction", "deductions", "deducted", "points deducted", "deducted points",
    "points deduction", "point deduction", "points deductions", "pts ded", "pts ded.", "sanction",
    "sanctions", "sanción", "sanciones",
)  # fmt: skip
ADJUSTMENT = ("adj", "adj.", "adjustment", "adjustments", "points adjustment")
UNSURE_DEDUCTION = ("pen", "pen.", "penalty", "penalty points")
# Column of league_table_rows → the headings it has.
STANDINGS: dict[str, tuple[str, ...]] = {
    "display_position": ("pos", "pos.", "position", "#", "rank", "place", "no", "no.", "posición",
                         "puesto", "lugar", "posição", "posizione", "rang", "classement", "platz",
                         "plaats", "plats", "plac", "plac.", "placering", "plass", "nr", "nr.",
                         "sija"),
    "team": (*TEAM, "name", "nation", "country", "clube", "clubes", "equipe", "equipes", "équipe",
             "équipes", "time", "times", "seleção", "selección", "squadra", "squadre", "verein",
             "mannschaft", "nación", "país", "pays", "nazione", "nazionale", "ploeg", "elftal",
             "lag", "klubb", "hold", "klub", "joukkue", "seura"),
    "played": ("pld", "p", "gp", "mp", "played", "pl", "games", "matches", "pj", "games played",
               "matches played", "m", "j", "jj", "jugados", "jogos", "joués", "giocate", "sp",
               "sp.", "spiele", "gespeeld", "wedstrijden", "spelade", "matcher", "kamper", "spilt",
               "kampe", "spillet", "ottelut", "pelit"),
    "win": ("w", "won", "wins", "win", "pg", "jg", "ganados", "vitórias", "gagnés", "victoires",
            "vinte", "siege", "gew.", "gewonnen", "winst", "vunna", "vinster", "seire", "seier",
            "vunnet", "vundet", "vundne", "sejre", "voitot"),
    "draw": ("d", "drawn", "draws", "draw", "t", "ties", "tied", "pe", "tie", "je", "empatados",
             "empates", "nuls", "pareggiate", "nulle", "unentschieden", "unent.", "un.", "gelijk",
             "gelijkspel", "gelijkgespeeld", "oavgjorda", "oavgjort", "uavgjort", "uavgjorte",
             "uafgjort", "uafgjorte", "tasapelit"),
    "loss": ("l", "lost", "losses", "loss", "pp", "defeats", "jp", "perdidos", "derrotas",
             "perdus", "défaites", "perse", "niederlagen", "nied.", "verl.", "verloren", "verlies",
             "förlorade", "förluster", "tap", "tapt", "tabt", "tabte", "nederlag", "häviöt",
             "tappiot"),
    "gf": ("gf", "f", "for", "goals for", "gs", "goals scored", "sf", "goles a favor", "gols pró",
           "gols feitos", "buts pour", "reti fatte", "gol fatti", "doelpunten voor", "gjorda mål",
           "mål for", "tehdyt maalit"),
    "ga": ("ga", "a", "against", "goals against", "gc", "goals conceded", "goles en contra",
           "gols contra", "buts contre", "reti subite", "gol subiti", "doelpunten tegen",
           "insläppta mål", "mål mot", "mål imot", "mål imod", "päästetyt maalit"),
    "goal_difference": ("gd", "+/-", "+/−", "diff", "diff.", "dif", "dif.", "goal difference",
                        "difference", "+/–", "±", "dg", "diferencia", "diferença", "saldo",
                        "saldo de gols", "différence", "differenza reti", "differenz",
                        "tordifferenz", "doelsaldo", "doelpunten saldo", "doelpuntensaldo",
                        "målskillnad", "målforskjell", "målforskel", "maaliero"),
    "points": ("pts", "pts.", "points", "point", "pt", "ptos", "ptos.", "puntos", "pontos",
               "punti", "pt.", "punkte", "pkt", "pkt.", "pkte", "pkte.", "punten", "pnt", "pnt.",
               "ptn", "poäng", "poeng", "pisteet"),
    "adjust_points": (*DEDUCTION, *ADJUSTMENT, *UNSURE_DEDUCTION),
    "result_text": ("qualification", "qualification or relegation", "relegation", "promotion",
                    "result", "notes", "qualified", "final result"),
    "goals": ("goals", "gf:ga", "gf–ga", "score", "f:a", "f–a", "gf-ga", "tore", "goles", "gols",
              "buts", "reti", "doelpunten", "mål", "målscore", "maalit"),
}  # fmt: skip
FRENCH_GOALS = {"bp": "gf", "bc": "ga"}
GERMAN = {"pl": "display_position", "pl.": "display_position", "sp": "played",
          "td": "goal_difference"}  # fmt: skip


class Letters(NamedTuple):
    """Letters that mean something else in one language, and those of a row that tell it."""

    of: frozenset[str]
    means: dict[str, str]
    without: frozenset[str] = frozenset()  # with one of these it is another language


NORDIC_GOALS = {"m+": "gf", "m-": "ga", "m−": "ga", "m–": "ga", "mf": "gf", "mm": "ga", "mi": "ga",
                "md": "goal_difference", "p": "points"}  # fmt: skip
DUTCH = {"w": "win", "v": "loss", "gs": "played", "s": "played", "wed": "played", "dv": "gf",
         "dt": "ga", "ds": "goal_difference", "p": "points"}  # fmt: skip
# Whatever their order: see `letters_of`.
LETTERS: tuple[Letters, ...] = (
    Letters(  # Italian: giocate, vinte, nulle, perse; reti fatte e subite
        frozenset("vnp"),
        {"g": "played", "v": "win", "n": "draw", "p": "loss", "gs": "ga", "rf": "gf", "rs": "ga",
         "dr": "goal_difference"} | FRENCH_GOALS,
    ),
    Letters(  # French: joués, gagnés, nuls, perdus
        frozenset("gnp"), {"g": "win", "n": "draw", "p": "loss"} | FRENCH_GOALS, frozenset("v"),
    ),
    Letters(  # French: victoires, nuls, défaites
        frozenset("vnd"), {"v": "win", "n": "draw", "d": "loss"} | FRENCH_GOALS, frozenset("p"),
    ),
    Letters(  # German: Siege, Unentschieden, Niederlagen
        frozenset("sun"), {"s": "win", "u": "draw", "n": "loss"} | GERMAN,
    ),
    Letters(  # German: gewonnen, unentschieden, verloren
        frozenset("guv"), {"g": "win", "u": "draw", "v": "loss"} | GERMAN,
    ),
    Letters(  # Portuguese: pontos, jogos, vitórias, empates, derrotas; gols pró
        frozenset("jved"),
        {"p": "points", "v": "win", "e": "draw", "d": "loss", "gp": "gf", "sg": "goal_difference"},
    ),
    Letters(  # Spanish and Portuguese: P is a defeat and not a match
        frozenset("ge"),
        {"g": "win", "v": "win", "e": "draw", "p": "loss", "d": "loss", "gp": "gf", "c": "ga",
         "sg": "goal_difference"},
    ),
    Letters(
        frozenset("vd"),
        {"g": "win", "v": "win", "e": "draw", "p": "loss", "d": "loss", "gp": "gf",
         "sg": "goal_difference"},
    ),
    Letters(  # Dutch: gespeeld, winst, gelijk, verlies; doelpunten voor en tegen
        frozenset(("w", "gl", "v")), {"g": "played", "gl": "draw"} | DUTCH,
    ),
    *(  # Dutch: winst, gelijk, verlies, beside the matches played; without those G may be they
        Letters(frozenset(("w", "g", "v", played)), {"g": "draw"} | DUTCH, frozenset(("gl",)))
        for played in ("gs", "s", "sp", "m", "wed", "gespeeld", "wedstrijden")
    ),
    Letters(  # Swedish: spelade, vunna, oavgjorda, förlorade; gjorda och insläppta mål
        frozenset("vof"),
        {"s": "played", "v": "win", "o": "draw", "f": "loss", "gm": "gf", "im": "ga",
         "ms": "goal_difference", "md": "goal_difference", "p": "points"},
    ),
    Letters(  # Norwegian: kamper, seire, uavgjorte, tap
        frozenset("sut"), {"k": "played", "s": "win", "u": "draw", "t": "loss"} | NORDIC_GOALS,
        frozenset("nv"),
    ),
    Letters(  # Danish and Norwegian: vundne (vunnet), uafgjorte (uavgjort), tabte (tapt)
        frozenset("vut"),
        {"k": "played", "s": "played", "v": "win", "u": "draw", "t": "loss"} | NORDIC_GOALS,
        frozenset("g"),
    ),
    Letters(  # Finnish: ottelut, voitot, tasapelit, häviöt; tehdyt ja päästetyt maalit
        frozenset("ovth"),
        {"o": "played", "v": "win", "t": "draw", "h": "loss", "tm": "gf", "pm": "ga",
         "me": "goal_difference", "m": "goals", "p": "points"},
    ),
)  # fmt: skip
# Words above the headings of several columns. Figures of all matches, figures of a part of them.
ALL_MATCHES = (
    "matches", "games", "goals", "results", "record", "total", "totals", "overall", "all matches",
    "all games", "partidos", "goles", "general", "totale", "gesamt", "jogos", "gols", "geral",
    "statistics", "matchs", "buts", "spiele", "partite", "reti", "doelpunten", "wedstrijden",
    "totaal", "mål", "matcher", "kamper", "kampe", "totalt", "maalit", "ottelut", "yhteensä",
)  # fmt: skip
PART_OF_MATCHES = (
    "home", "away", "local", "visitante", "visita", "casa", "fora", "in casa", "fuori casa",
    "fuori", "trasferta", "in trasferta", "domicile", "à domicile", "extérieur", "à l'extérieur",
    "heim", "auswärts", "at home", "home matches", "away matches", "home games", "away games",
    "thuis", "uit", "hemma", "borta", "hjemme", "borte", "ude", "koti", "vieras",
)  # fmt: skip
# With one of these words a heading is no name of a group or a competition.
NO_TEAM_NAMES = (
    "opponent", "opponents", "opposition", "rival", "rivals", "competition", "competitions",
    "tournament", "tournaments", "manager", "managers", "coach", "coaches", "head", "player",
    "players", "season", "seasons", "year", "years", "referee", "referees", "month", "round",
    "stage", "venue", "stadium", "record", "form", "competición", "temporada", "entrenador",
    "jugador", "competição", "treinador", "adversário", "trainer", "gegner", "saison", "against",
)  # fmt: skip
# What a table with wins and defeats is instead of a league table → headings that together say so.
NO_LEAGUE_TABLE: dict[str, tuple[frozenset[str], ...]] = {
    "a record of people in office": (
        frozenset(("from", "to")), frozenset(("tenure",)), frozenset(("appointed",)),
        frozenset(("reign",)), frozenset(("desde", "hasta")),
    ),
    "a table of another sport": (
        frozenset(("pf", "pa")), frozenset(("points for", "points against")), frozenset(("tries",)),
        frozenset(("tries for",)), frozenset(("try bonus",)), frozenset(("losing bonus",)),
        frozenset(("tf", "ta")), frozenset(("tb", "lb")),
    ),
    "a record against opponents": (
        frozenset(("opponent", "w")), frozenset(("opponents", "w")), frozenset(("opposition", "w")),
        frozenset(("opponent", "won")), frozenset(("opponents", "won")),
        frozenset(("opposition", "won")),
    ),
}  # fmt: skip
# A row whose name is one of these is the sum of the others.
SUMS = (
    "total", "totals", "totales", "totais", "totale", "totali", "totaux", "gesamt", "summe",
    "totaal", "totalt", "yhteensä",
    "grand total", "average", "averages",
)  # fmt: skip
# Goals for divided by goals against, where it stands right behind them: `F A Avg Pts`.
GOAL_AVERAGE = (
    "avg", "avg.", "average", "gav", "g.av", "g.av.", "g.avg", "g.avg.", "gavg", "goal average",
    "goal ratio", "ratio", "ga",
)  # fmt: skip
# Wins and defeats in a shoot-out or in extra time, worth points of their own. `PL` is such a defeat
# where `PW` stands too, and else the number of matches.
SHOOT_OUT = ("pw", "psw", "psl", "pkw", "pkl", "sw", "sow", "sol", "otw", "otl", "wot", "lot")
# A table with one of these is a sum over seasons or stages, not the table of one competition.
NOT_ONE_COMPETITION = (
    "average", "averages", "seasons", "avg", "promedio", "season", "year", "first season",
    "last season", "titles", "apps", "appearances", "host", "edition",
)  # fmt: skip
# Tables of a known other kind: personnel, kits, scorers, venues, attendances, awards.
OTHER_KINDS = (
    "manager", "managers", "head coach", "coach", "captain", "outgoing manager",
    "kit manufacturer", "kit supplier", "shirt sponsor", "player", "scorer", "goalscorer",
    "stadium", "venue", "capacity", "average attendance", "broadcaster", "referee", "pot",
    "clean sheets", "goals scored", "incoming manager", "replaced by", "date of vacancy",
    "manner of departure", "assists", "caps", "nationality", "award", "round date", "draw date",
    "first leg", "main date", "date of birth",
)  # fmt: skip
# Headings that hint at matches, standings or teams: a table with one of them and no reader
# is worth a look, so it counts as not understood; a table without any holds nothing for us.
FOOTBALL_HINTS = (
    *TEAM, "pld", "pts", "points", "gf", "ga", "gd", "score", "home team", "away team", "home",
    "away", "result", "results", "opponent", "opponents", "home club", "away club", "agg.",
    "1st leg", "2nd leg", "winner", "winners", "runner-up", "runners-up", "match", "matches",
)  # fmt: skip
