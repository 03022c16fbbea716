"""Which columns of a plain wikitable hold what, where it lists matches: words, lower case.

A word that ends a heading counts there too, as headings of several rows are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIDE = r"(?:team|equipo|equipe|équipe|equipa|time|clube?|squadra|mannschaft|selección)"
_NUMBER = r" ?(?:#|n[.º°o]{1,2} ?)?"
_HOME = re.compile(
    r"(?!.*\b(?:hora|horario)\b)"  # the local hour is no club
    rf"(?:.*\b)?(?:home(?: team| club| side)?|{_SIDE}{_NUMBER}[1a]|local|mandante"
    r"|(?:équipe )?(?:à )?domicile|heim(?:mannschaft|team|verein)?|padroni di casa)$"
    rf"|(?:{_SIDE} (?:di|da|de|in) )?casa|visitado"
    r"|thuis(?:ploeg|club|team)?|hemma(?:lag)?|hjemme(?:lag|hold)?|koti(?:joukkue)?"
)
_AWAY = re.compile(
    rf"(?:.*\b)?(?:away(?: team| club| side)?|visitors?|{_SIDE}{_NUMBER}[2b]"
    r"|visit(?:ante|a)|(?:équipe )?(?:à l['’])?ext[ée]rieur|visiteurs?|trasferta|ospit[ei]"
    r"|(?:auswärts|gast)(?:mannschaft|team|verein)?)$"
    rf"|gäste|fuori casa|(?:{_SIDE} de )?fora"
    r"|uit(?:ploeg|club|team)?|borta(?:lag)?|borte(?:lag)?|ude(?:hold)?|vieras(?:joukkue)?"
)
_LOCAL = re.compile(r"(?:equipo )?local")
_FIRST = (
    r"(?:1st|first) leg|(?:partido de |jogo de )?ida|(?:match )?aller|andata|hinspiel|1\.?ª mão"
)
_SECOND = (
    r"(?:2nd|second) leg|(?:partido de |jogo d[ae] )?(?:vuelta|volta)|(?:match )?retour|ritorno"
    r"|rückspiel|2\.?ª mão"
)
_FIRST_LEG_HOME = re.compile(r".*1st leg home(?: team)?$|(?:equipo )?local (?:en la |de )?ida")
_SECOND_LEG_HOME = re.compile(r".*2nd leg home(?: team)?$|(?:equipo )?local (?:en la |de )?vuelta")
_NO_LEG = re.compile(r".*\b(?:home|local)\b")
_FIRST_LEG = re.compile(rf"(?:.*\b)?(?:{_FIRST})(?: score)?$")
_SECOND_LEG = re.compile(rf"(?:.*\b)?(?:{_SECOND})(?: score)?$")
_SCORE = re.compile(
    r"(?:.*\b)?(?:scores?|results?|resultado|marcador|placar|risultato|r[ée]sultat|ergebnis"
    r"|uitslag|tulos)$"
)
_AGGREGATE = re.compile(
    r"(?:.*\b)?(?:agg\.?|aggregate|points|global|agregado|total|totale|gesamt|cumul)(?: score)?$"
)
_REPLAYS = re.compile(
    r"(?:.*\b)?(?:(?:3rd|third) leg|(?:2nd |second |3rd |third )?replay|play-?off|tie-?breaker"
    r"|(?:3rd|third) (?:match|game)|tercer partido|desempate|spareggio|entscheidungsspiel"
    r"|(?:match )?d['’]appui)(?: score)?$"
)
# A heading of the column between two clubs that says nothing of it.
SILENT = ("", "v", "v.", "vs", "vs.", "-", "–", "—", "x")
# What stands for the score of a match to come.
TO_COME = (*SILENT, "−", "?", "tbd", "tba", "tbc", "postponed")
_FACTS: dict[str, tuple[str, ...]] = {
    "date": (
        *("date", "match date", "fecha", "data", "datum", "dia", "día", "giorno", "dato", "päivä"),
        *("päivämäärä", "pvm"),
    ),
    "time": (
        *("time", "kick-off", "kick off", "kickoff", "hora", "hora local", "horario"),
        *("horario local", "horário", "ora", "heure", "uhrzeit", "anstoß", "tijd", "tid", "aika"),
    ),
    "round": (
        *("round", "matchday", "match day", "jornada", "ronda", "rodada", "giornata", "journée"),
        *("spieltag", "runde", "speelronde", "ronde", "omgång", "serierunde", "kierros"),
    ),
    "stadium": (
        *("venue", "stadium", "ground", "estadio", "estádio", "stadio", "stade", "stadion"),
        *("cancha", "escenario", "arena"),
    ),
    "location": (
        *("location", "city", "ciudad", "cidade", "città", "ville", "stadt", "sede", "ort"),
        *("plaats", "plats", "sted", "paikka"),
    ),
    "attendance": (
        *("attendance", "att.", "crowd", "asistencia", "espectadores", "público", "spettatori"),
        *("affluence", "spectateurs", "zuschauer", "pubblico", "toeschouwers", "publik"),
        *("tilskuere", "yleisö", "katsojia"),
    ),
    "referee": (
        *("referee", "árbitro", "arbitro", "arbitre", "schiedsrichter", "scheidsrechter"),
        *("domare", "dommer", "erotuomari"),
    ),
    "report": ("report",),
}


@dataclass(frozen=True, slots=True)
class MatchColumns:
    """Places of the columns; `legs` is empty where a row is one match."""

    home: int
    away: int
    score: int | None
    legs: tuple[int, ...]
    replays: tuple[int, ...]
    facts: dict[str, int]


def match_columns(headings: list[str]) -> MatchColumns | None:
    """Which columns hold what, or None when the headings are not those of a list of matches."""
    first_home, second_home = _find(headings, _FIRST_LEG_HOME), _find(headings, _SECOND_LEG_HOME)
    facts = facts_of(headings)
    home = first_home if first_home is not None else _home(headings, facts)
    away = second_home if second_home is not None else _find(headings, _AWAY)
    if home is None or away is None or home == away:
        return None
    legs = _legs(headings)
    score = _find(headings, _AGGREGATE) if legs else None
    score = _find(headings, _SCORE) if score is None else score
    if score is None and not legs:
        score = _silent_between(headings, home, away)
    if legs or score is not None:
        return MatchColumns(home, away, score, legs, _replays(headings), facts)
    return None


def facts_of(headings: list[str]) -> dict[str, int]:
    """Column of match_boxes → the place of the heading that names it."""
    return {
        column: place
        for column, words in _FACTS.items()
        if (place := next((n for n, h in enumerate(headings) if h in words), None)) is not None
    }


def _home(headings: list[str], facts: dict[str, int]) -> int | None:
    """The column of the club at home. Beside another word for it `Local` is the place."""
    homes = [n for n, heading in enumerate(headings) if _HOME.fullmatch(heading)]
    others = [n for n in homes if not _LOCAL.fullmatch(headings[n])]
    if others and len(homes) > len(others):
        facts.setdefault("stadium", next(n for n in homes if n not in others))
    return next(iter(others or homes), None)


def _legs(headings: list[str]) -> tuple[int, ...]:
    """The places of the first and the second leg; none where one is missing or there are more."""
    found = [
        [n for n, h in enumerate(headings) if leg.fullmatch(h) and not _NO_LEG.match(h)]
        for leg in (_FIRST_LEG, _SECOND_LEG)
    ]
    return tuple(places[0] for places in found) if all(len(p) == 1 for p in found) else ()


def _replays(headings: list[str]) -> tuple[int, ...]:
    """The places of the matches that followed, where a tie was level."""
    return tuple(n for n, heading in enumerate(headings) if _REPLAYS.fullmatch(heading))


def _silent_between(headings: list[str], home: int, away: int) -> int | None:
    """The one column between the clubs whose heading says nothing: it can only hold the score."""
    between = [n for n in range(home + 1, away) if headings[n] in SILENT]
    return between[0] if len(between) == 1 == away - home - 1 else None


def _find(headings: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, heading in enumerate(headings) if pattern.fullmatch(heading)), None)
