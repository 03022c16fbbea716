"""Titles across a list of matches: `! colspan=5 | Fecha 1` names the round of the matches below it,
a date the day they were played on.

A title is marked as one (a header cell, bold) or has a word for a round or a stage. Any other text
across a list, such as the scorers of the match above it, is none, and is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.dates import MONTH
from pipelines.wikitext.leg_results import holds_score
from pipelines.wikitext.reading import Source
from pipelines.wikitext.wikitables import Cell

_LONGEST = 80
_ROUND_WORD = re.compile(
    r"\b(?:rounds?|match ?days?|(?:game ?)?weeks?|fechas?|jornadas?|rondas?|rodadas?|giornat[ae]"
    r"|journées?|spieltage?|runden?|turno|tour|legs?|ida|vuelta|volta|andata|ritorno|aller|retour"
    r"|hinspiele?|rückspiele?|(?:semi|quarter|halb|viertel|achtel)?[ -]?final(?:s|e|es|is)?"
    r"|cuartos|octavos|dieciseisavos|quartas|oitavas|quarti|ottavi|quarts|huitièmes"
    r"|(?:third|3rd|tercer|terceiro|terzo)[ -](?:place|puesto|lugar|posto)|groups?|grupos?|gruppen?"
    r"|groupe|girone|zonas?|zone|series?|série|pool|stages?|phase|fase|etapa|apertura|clausura"
    r"|liguilla|hexagonal|octogonal|play-?offs?|replays?|desempate|repechaje|spareggi[oi])\b",
    re.I,
)
_BYE = re.compile(
    r"\b(?:byes?|libres?|descansan?|descansó|spielfrei|ripos[ai]n?o?|folgas?|exempts?|rest(?:s|ed)?)\b",
    re.I,
)
DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º|°)?\s+(?:de\s+|of\s+)?{MONTH}|\b{MONTH}\.?\s+\d{{1,2}}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
    re.I,
)
_ONLY_A_DATE = re.compile(
    rf"(?:{MONTH}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:lunes|martes|miércoles|jueves"
    r"|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta)\b|\b(?:de|del|of|the|and|y|e|to|al)"
    r"\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
    r"\b|-feira\b|(?<=\d)(?:st|nd|rd|th|er)\b|[\W\d_])+",
    re.I,
)
# Which of several rounds, and what joins words.
_SMALL_WORD = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|primer[ao]?|segund[ao]|tercer[ao]?|terceir[ao]|prim[ao]"
    r"|second[ao]|terz[ao]|premi[eè]re?|deuxième|erste|zweite|dritte|preliminary|qualifying|last|st|nd"
    r"|rd|th|of|the|and|de|del|des|der|la|el|los|du|da|do|di|[IVX]{1,4}|[A-H])\b",
    re.I,
)
_BOLD = re.compile(r"(?:<[^<>]{0,200}>|\s)*'''.*'''(?:<[^<>]{0,200}>|\s)*", re.S)


@dataclass(slots=True)
class Titles:
    """What the titles read so far say of the match that comes next."""

    rounds: tuple[str, ...] = ()
    date: str | None = None
    is_open: bool = False  # no match since the last title

    def read(self, source: Source, cell: Cell, *, above_headings: bool = False) -> bool:
        """Take a cell across the table as a title; False where it is none.

        Above the headings a table may have a name, which says nothing of the matches.
        """
        text = source.cell(cell.start, cell.end).text
        if len(text) > _LONGEST:
            return False
        has_word, day = _ROUND_WORD.search(text) is not None, DAY.search(text)
        is_date = day is not None and _ONLY_A_DATE.fullmatch(text) is not None
        marked = not above_headings and (
            cell.is_header or _BOLD.fullmatch(source.text[cell.start : cell.end]) is not None
        )
        has_word = has_word and (above_headings or _is_name(text))
        named = (has_word or marked) and any(map(str.isalnum, text))
        if _BYE.search(text) or holds_score(text):
            return False
        if not (is_date or named):
            return False
        if day is not None:
            self.date = text
        if not is_date:
            self._enter(text)
            self.date = text if day is not None else None
        self.is_open = True
        return True

    def _enter(self, text: str) -> None:
        """A title right below another stands inside it; one of the same form takes its place."""
        if self.is_open or (self.rounds and _form(text) == _form(self.rounds[-1])):
            kept = self.rounds if self.is_open else self.rounds[:-1]
            self.rounds = tuple(dict.fromkeys((*kept, text)))
        else:
            self.rounds = (text,)

    def read_caption(self, source: Source, caption: tuple[int, int] | None) -> None:
        """Take the name of a table for the round where it has a word for one."""
        if caption is not None:
            self.read(source, Cell(*caption, is_header=False), above_headings=True)

    def round_with(self, own: str | None) -> str | None:
        """The round of a match: the titles above it, and what its own column says."""
        return ", ".join(filter(None, dict.fromkeys((*self.rounds, own or "")))) or own


def _is_name(text: str) -> bool:
    """Are there words for a round and at most one more? A sentence about a round has others."""
    rest = _SMALL_WORD.sub(" ", _ROUND_WORD.sub(" ", DAY.sub(" ", text)))
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 1


def _form(text: str) -> str:
    """A title without its numbers and dates."""
    return re.sub(r"\d+|[IVX]+\b", "#", DAY.sub("", text)).casefold().strip()
