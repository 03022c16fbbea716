"""Points deducted in words below a plain league table → the adjustment and the note of a row.

Read is a sentence that names one club of the table and one number of points, where the points of
that club follow from its results with the deduction and not without it. Nothing of a line is read
that speaks of points given back, or of another season.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.wikitext.match_boxes import with_notes
from pipelines.wikitext.points_adjustments import beyond_results
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.values import plain_text
from pipelines.wikitext.wikitables import GridRow, Table, cell_text, is_title, row_extent

_NUMBERS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_TAKEN_OFF = re.compile(r"\b(?:deduct|dock|penali|sancion|descont)", re.I)
_POINTS = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})[ -](?:league )?(?:points?|pts|puntos?)\b", re.I
)
# A deduction that did not last, or is none of this table: then wrong points are only wrong.
_TAKEN_BACK = re.compile(
    r"\b(?:annul|overturn|rescind|revok|quash|restor|reinstat|suspended|anulad|devuel)"
    r"|\b(?:next|following|coming) (?:league )?season\b|\b(?:próxima|siguiente) temporada\b",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.;!])\s+")
_MARKS = re.compile(r"(?:\s*[*†‡§]|\s*\([A-Z*†‡§](?: ?[,/;&] ?[A-Z])*\))+$")
_NO_PROSE = ("=", "{|", "{{", "|", "!", "<")
_MOST_BELOW = 1500


def put_deductions_on_rows(
    source: Source, table: Table, body: list[GridRow], rows: list[Row]
) -> None:
    """Give rows the deductions told in lines across their table or below it; says where each is.

    `rows` are the rows of this table, of which those with an adjustment of their own are left.
    """
    for text, start, end in (*_across(source, body), *_below(source, table)):
        if not _TAKEN_OFF.search(text) or _TAKEN_BACK.search(text):
            continue
        for sentence, row, number in _told(text, rows):
            if row["adjust_points"] or 0 in (beyond := beyond_results(row)):
                continue
            if -number in beyond:
                row["adjust_points"] = str(-number)
                row["note"] = with_notes(row["note"], sentence)
                source.issue(
                    "info",
                    "deduction_told_below",
                    f"The points of {row['team']!r} follow from its results less the {number} that"
                    " this line says to be deducted; they count as an adjustment of its row.",
                    start,
                    end,
                )


def _across(source: Source, body: list[GridRow]) -> Iterator[tuple[str, int, int]]:
    for row in body:
        if is_title(row):
            yield cell_text(source.page, row.columns[0]), *row_extent(source.page, row)


def _below(source: Source, table: Table) -> Iterator[tuple[str, int, int]]:
    """The lines of prose between a table and what comes next."""
    if table.depth or not table.is_closed:
        return
    start = source.text.find("\n", table.end) + 1
    while 0 < start < min(table.end + _MOST_BELOW, len(source.text)):
        end = source.text.find("\n", start)
        end = len(source.text) if end < 0 else end
        line = source.text[start:end]
        if line.lstrip().startswith(_NO_PROSE):
            return
        if line.strip():
            yield plain_text(line).lstrip("*:#; "), start, end
        start = end + 1


def _told(text: str, rows: list[Row]) -> Iterator[tuple[str, Row, int]]:
    """Each sentence that tells one number of points of one club, with the club's row."""
    named = [(_MARKS.sub("", row["team"]), row) for row in rows if row["team"]]
    longest_first = sorted({re.escape(name) for name, _ in named}, key=len, reverse=True)
    mentions = list(re.finditer(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", text))
    start = 0
    for end in (*_sentence_ends(text, mentions), len(text)):
        sentence = text[start:end].strip()
        clubs = {found[0] for found in mentions if start <= found.start() < end}
        concerned = [row for name, row in named if name in clubs]
        points = _POINTS.findall(sentence)
        if len(concerned) == len(points) == 1 and _TAKEN_OFF.search(sentence):
            word = points[0].lower()
            yield sentence, concerned[0], int(_NUMBERS.get(word, word))
        start = end


def _sentence_ends(text: str, names: list[re.Match[str]]) -> list[int]:
    """Where a sentence ends; the stop in `F.C. Ada` is a part of the name."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    return [end for end in ends if not any(name.start() < end <= name.end() for name in names)]
