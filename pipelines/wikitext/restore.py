"""Flattened page → standard wikitext, line for line.

Some mirrors publish articles in a flattened form: every logical line is followed by an empty one,
headings have lost two pairs of `=`, tables have lost `{|`, `|-`, `|}` and the mark of each row's
first cell, links are only their labels, and comments, footnotes and emphasis are gone. Templates
survive as they were. The first line is the page's title.

`restore` writes back what was lost and never moves a line: line n of its answer says what line n
of the given text said. The marks that need a line of their own (`|-`, `|}`) take one of the empty
lines between the logical ones. All other modules read standard wikitext only.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipelines.wikitext.regular import outermost_spans
from pipelines.wikitext.spans import TEMPLATE
from pipelines.wikitext.templates import call_name
from pipelines.wikitext.values import rule_for

WIKITEXT = "wikitext"
FLATTENED = "flattened"

_ATTRIBUTE = r"[A-Za-z][\w-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'|=]+)"
_ATTRIBUTES = re.compile(rf"\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*")
_TABLE_ATTRIBUTE = re.compile(
    r"\b(?:class|style|border|width|align|cellpadding|cellspacing|bgcolor|rules)\s*=", re.I
)
_CELL_ATTRIBUTES = re.compile(rf"\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\|(?!\|)")
_ROWSPAN = re.compile(r"\browspan\s*=\s*[\"']?\s*(\d{1,3})", re.I)
_COLSPAN = re.compile(r"\bcolspan\s*=\s*[\"']?\s*(\d{1,3})", re.I)
_FLAT_HEADING = re.compile(r"^(={1,4})(?!=).*(?<!=)\1$")
_MARKUP = re.compile(r"[=|!{}\[\]<>*#;]|''|//|^[:\-]")
_SENTENCE_END = re.compile(r"[.?!:;,…]$")
_SENTENCE_BREAK = re.compile(r"[a-z)]{2}[.?!] +[A-ZÀ-Þ]")
_NAMES_SOURCE = re.compile(r"(?:sources?|notes?|fuentes?|notas?)\s*:", re.I)
_MAX_HEADING = 120
_LONG_LINE = 2_000  # no heading and no row of attributes is as long; keeps the patterns linear
_MAX_COLUMNS = 400


def dialect_of(text: str) -> str:
    """`flattened` or `wikitext`.

    Flattened is a page of which all of this holds; each clause alone keeps ordinary articles out:
    1. its first line is a bare title (no markup, no sentence) and its second line is empty;
    2. at least four fifths of the lines with text are followed by an empty line. In an article
       as an editor saves it, the lines of templates, tables and lists stand close together;
    3. it bears a mark that only flattening leaves: a heading with a single `=`, a template
       whose parameter lines are separated by empty lines, or a line that is nothing but a
       table's attributes;
    4. hardly a line (one in twenty) shows what flattening removes: `[[…]]`, `<ref>`, `{|`, `|-`,
       `|}`. A few are allowed, because flattened pages get edited by hand too.
    """
    lines = text.removeprefix("\ufeff").split("\n", 2)
    if not _is_title(lines[0].rstrip()) or (len(lines) > 1 and lines[1].rstrip()):
        return WIKITEXT
    lines = [line.rstrip() for line in text.removeprefix("\ufeff").split("\n")]
    filled = [n for n, line in enumerate(lines) if line]
    spaced = sum(1 for n in filled if n + 1 == len(lines) or not lines[n + 1])
    if len(filled) < 2 or spaced < 0.8 * len(filled):
        return WIKITEXT
    standard = sum(1 for n in filled if _STANDARD_ONLY.search(lines[n]))
    if standard > 0.05 * len(filled):
        return WIKITEXT
    return FLATTENED if any(_is_flattened_mark(lines, n) for n in filled) else WIKITEXT


_STANDARD_ONLY = re.compile(r"\[\[[^\[\]]{1,300}\]\]|<ref[\s>/]|^\s*(?:\{\||\|-|\|\}(?!\}))", re.I)


def _is_title(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) <= 255 and not _MARKUP.search(line) and not _SENTENCE_END.search(line)


def _is_flattened_mark(lines: list[str], number: int) -> bool:
    line = lines[number]
    if line[0] == "=":
        return bool(re.match(r"=[^=](?:.*[^=])?=$", line))
    if line[0] == "|":
        return number >= 2 and not lines[number - 1] and bool(re.match(r"\|\s*[\w ]{1,60}=", line))
    return _is_table_start(line)


def _is_attributes(line: str) -> bool:
    return len(line) < _LONG_LINE and _ATTRIBUTES.fullmatch(line) is not None


def _is_table_start(line: str) -> bool:
    return _is_attributes(line) and _TABLE_ATTRIBUTE.search(line) is not None


def flattened_title(text: str) -> str | None:
    """The title a flattened page states on its first line; None for any other page."""
    if dialect_of(text) != FLATTENED:
        return None
    return text.removeprefix("\ufeff").split("\n", 1)[0].strip()


def restore(text: str) -> str:
    """Standard wikitext for a flattened page, with exactly as many lines."""
    return _Restorer(text).run()


class _Restorer:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.outermost = outermost_spans(text)
        self.in_call = self._lines_in_calls()
        self.alone = self._lines_that_are_one_block(text)
        self.pending: list[int] = []  # rows each column is still covered by a rowspan
        self.columns = 0
        self.in_table = False
        self.begins_row = False

    def _lines_in_calls(self) -> list[bool]:
        """For each line: does it begin inside a template call? Such lines are left alone."""
        calls = [(span.start, span.end) for span in self.outermost]
        starts = [start for start, _ in calls]
        inside: list[bool] = []
        offset = 0
        for line in self.lines:
            call = bisect_right(starts, offset) - 1
            inside.append(call >= 0 and calls[call][0] < offset < calls[call][1])
            offset += len(line) + 1
        return inside

    def _lines_that_are_one_block(self, text: str) -> list[bool]:
        """For each line: does a call begin it that is no part of a cell's text?"""
        blocks: set[int] = set()
        for span in self.outermost:
            if span.kind == TEMPLATE and rule_for(call_name(text, span)) is None:
                blocks.add(span.start)
        alone: list[bool] = []
        offset = 0
        for line in self.lines:
            alone.append(offset + len(line) - len(line.lstrip()) in blocks)
            offset += len(line) + 1
        return alone

    def run(self) -> str:
        out = list(self.lines)
        out[0] = ""  # the title is no part of the article's text
        for n, line in enumerate(self.lines):
            if n == 0 or self.in_call[n] or not line.strip():
                continue
            out[n] = self._restored(out, n, line)
        if self.in_table:
            self._end_table(out, len(out))
        return "\n".join(out)

    def _restored(self, out: list[str], n: int, line: str) -> str:
        heading = _FLAT_HEADING.match(line.rstrip()) if len(line) < _LONG_LINE else None
        if heading:
            self._end_table(out, n)
            return f"=={heading[0]}=="
        if not self.in_table:
            return self._outside_table(out, n, line)
        if self.alone[n]:
            self._end_table(out, n)
            return line
        if line[0] in "|!":
            return self._next_cell(line)
        if _is_attributes(line):
            return self._table_or_row_attributes(out, n, line)
        return self._row_or_end(out, n, line)

    def _outside_table(self, out: list[str], n: int, line: str) -> str:
        if _is_table_start(line):
            self._begin_table()
            return "{| " + line
        if self._opens_bare_table(n, line):
            self._begin_table()
            self._put_before(out, n, "{|")
            return self._new_row(n, line)
        if self._is_heading(n, line):
            return f"=={line.strip()}=="
        return line

    def _opens_bare_table(self, n: int, line: str) -> bool:
        """A table without attributes leaves no line of its own; its header row gives it away."""
        following = self._next_filled(n)
        return (
            line[0] not in "|!{="
            and following is not None
            and not self.in_call[following]
            and self.lines[following][0] == "!"
            and not self.lines[n - 1].strip()
        )

    def _table_or_row_attributes(self, out: list[str], n: int, line: str) -> str:
        """In a table, a line of attributes alone is what is left of `|- style="…"`.

        Unless it names a class that tables have: then the next table begins.
        """
        if re.search(r"\bclass\s*=[^=]*table", line):
            self._end_table(out, n)
            return self._outside_table(out, n, line)
        self._close_row()
        self.begins_row = True
        return f"|- {line}"

    def _begin_table(self) -> None:
        self.in_table, self.columns, self.pending = True, 0, []
        self.begins_row = False
        self._row_cells = 0
        self._row_spans: list[tuple[int, int]] = []

    def _end_table(self, out: list[str], n: int) -> None:
        if self.in_table:
            self.in_table = False
            self._put_before(out, n, "|}")

    def _put_before(self, out: list[str], n: int, mark: str) -> None:
        """Write a mark on the empty line just before line n, if there is one."""
        if n >= 1 and n <= len(out) and not out[n - 1].strip() and n - 1 != 0:
            out[n - 1] = mark

    def _row_or_end(self, out: list[str], n: int, line: str) -> str:
        """A line without a cell mark in a table: the first cell of a row, or the text after it."""
        if self.begins_row or (self.columns == 0 and self._row_cells == 0):
            return self._new_row(n, line)
        if self.lines[n - 1].strip():
            return line  # no empty line before it: the text of the cell above goes on
        self._close_row()
        if not self._is_row(n, line):
            self._end_table(out, n)
            return self._outside_table(out, n, line)
        self._put_before(out, n, "|-")
        return self._new_row(n, line)

    def _is_row(self, n: int, line: str) -> bool:
        if "|" in line:
            return True
        following = self._next_filled(n)
        if following is not None and self.lines[following][0] in "|!":
            return True
        covered = sum(1 for left in self.pending if left > 0)
        return covered > 0 and covered >= self.columns - 1

    def _new_row(self, n: int, line: str) -> str:
        following = self._next_filled(n)
        header = following is not None and self.lines[following][0] == "!"
        self._row_cells, self._row_spans, self.begins_row = 0, [], False
        if not _CELL_ATTRIBUTES.match(line[:_LONG_LINE]) and "|" in line and "||" not in line:
            # An extraction that joined the cells of a row into one line.
            line = "||".join(cell.strip() for cell in line.split("|"))
        self._count_cells(line)
        return ("!" if header else "|") + line

    def _next_cell(self, line: str) -> str:
        if not line.startswith("|+"):
            self._count_cells(line[1:])
        return line

    def _count_cells(self, line: str) -> None:
        for cell in re.split(r"\|\||!!", line)[:_MAX_COLUMNS]:
            attributes = _CELL_ATTRIBUTES.match(cell[:_LONG_LINE])
            head = attributes.group() if attributes else ""
            rows, columns = _ROWSPAN.search(head), _COLSPAN.search(head)
            width = int(columns[1]) if columns else 1
            self._row_spans.append((width, int(rows[1]) if rows else 1))
            self._row_cells += width

    def _close_row(self) -> None:
        """Carry the row spans of the finished row over to the next one."""
        covered = [max(0, left - 1) for left in self.pending]
        free = iter([column for column, left in enumerate(self.pending) if left == 0])
        spans = [rows for width, rows in self._row_spans for _ in range(min(width, 50))]
        for rows in spans[:_MAX_COLUMNS]:
            column = next(free, len(covered))
            if column == len(covered):
                covered.append(0)
            covered[column] = rows - 1
        self.columns = self.columns or len(covered)
        self.pending = covered

    def _next_filled(self, n: int) -> int | None:
        for following in range(n + 1, min(n + 4, len(self.lines))):
            if self.lines[following].strip():
                return following
        return None

    def _is_heading(self, n: int, line: str) -> bool:
        """A level-2 heading lost all its `=`; what tells it from a paragraph of one line:

        it stands between empty lines, is short, begins like a title and names no source, has no
        markup and no punctuation of a sentence, and something follows that it can be the heading
        of.
        """
        line = line.strip()
        between = not self.lines[n - 1].strip() and (
            n + 1 < len(self.lines) and not self.lines[n + 1].strip()
        )
        if not between or len(line) > _MAX_HEADING or len(line.split()) > 14:
            return False
        if _MARKUP.search(line) or _SENTENCE_END.search(line) or _SENTENCE_BREAK.search(line):
            return False
        if _NAMES_SOURCE.match(line):
            return False
        if not (line[0].isupper() or line[0].isdigit() or not line[0].isascii()):
            return False
        following = self._next_filled(n)
        # Before a `|` it is the name of a call that has lost its braces, or a table's cell.
        return following is not None and self.lines[following][0] not in "|!}"
