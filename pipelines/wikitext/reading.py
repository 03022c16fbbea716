"""What is collected while a page is read: rows, issues, rejects, and the fate of every call.

`Source` is the text being read: the page itself, or a page it takes a table from. `Reading` holds
the rows of the one page that is being parsed; all ordinals are counted here.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Any

from pipelines.wikitext.not_football import is_not_football
from pipelines.wikitext.page import Page, PageText, Section, sections_of
from pipelines.wikitext.plain import has_break, joined_at_breaks, with_marked_breaks
from pipelines.wikitext.templates import Call, Parameter, name_key
from pipelines.wikitext.values import Value, plain_of, render

Row = dict[str, Any]

TABLES = (
    "sections",
    "infobox_fields",
    "match_boxes",
    "goals",
    "league_tables",
    "league_table_rows",
    "result_grid_cells",
    "entrants",
    "transclusions",
    "template_ledger",
    "parse_issues",
    "rejects",
)

# Ordinals by which rows of several tables belong together.
_ORDINALS: dict[str, tuple[str, ...]] = {
    "table": ("league_tables", "league_table_rows", "result_grid_cells"),
    "grid": ("result_grid_cells",),
    "match": ("match_boxes", "goals"),
    "list": ("entrants",),
    "infobox": ("infobox_fields",),
    "transclusion": ("transclusions",),
}
_SORT_KEYS: dict[str, tuple[str, ...]] = {
    "match_boxes": ("match_no",),
    "goals": ("match_no", "goal_no"),
    "league_tables": ("table_no",),
    "league_table_rows": ("table_no", "row_no"),
    "result_grid_cells": ("grid_no", "cell_no"),
    "entrants": ("list_no", "entrant_no"),
    "infobox_fields": ("infobox_no", "field_no"),
    "transclusions": ("transclusion_no",),
    "parse_issues": ("line_start", "issue_no"),
    "rejects": ("line_start", "reject_no"),
}
# Ordinals that only count the rows of one table.
_RENUMBERED = {
    "result_grid_cells": "cell_no",
    "entrants": "entrant_no",
    "parse_issues": "issue_no",
    "rejects": "reject_no",
}

PARSED = "parsed"
REJECTED = "rejected"
NOT_FOOTBALL = "not_football"
NOT_UNDERSTOOD = "not_understood"

_SNIPPET = 160


class Reading:
    """The rows of one page, growing. Every row gets the page's keys here and nowhere else."""

    def __init__(self, page: Page) -> None:
        """Begin with no rows."""
        self.page_id = page.page_id
        self.content_sha256 = page.content_sha256
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._places: dict[str, list[int]] = {}

    def next(self, counter: str, offset: int = 0) -> int:
        """The next ordinal of a kind, from 1; `offset` says where on the page the thing stands."""
        places = self._places.setdefault(counter, [])
        places.append(offset)
        return len(places)

    def number_in_page_order(self) -> None:
        """Make every ordinal follow the page, whatever was read first, and sort the rows by it."""
        for counter, tables in _ORDINALS.items():
            places = self._places.get(counter, [])
            if places == sorted(places):
                continue
            order = sorted(range(len(places)), key=places.__getitem__)
            number = {old + 1: new + 1 for new, old in enumerate(order)}
            for table in tables:
                for row in self.rows[table]:
                    if row[f"{counter}_no"] is not None:
                        row[f"{counter}_no"] = number[row[f"{counter}_no"]]
        for table, key in _SORT_KEYS.items():
            self.rows[table].sort(key=itemgetter(*key))
        for table, counter in _RENUMBERED.items():
            for number_now, row in enumerate(self.rows[table], start=1):
                row[counter] = number_now

    def add(self, table: str, lines: tuple[int, int], **columns: object) -> None:
        """Add a row that stands in these lines (first and last)."""
        self.put(table, lines, columns)

    def put(self, table: str, lines: tuple[int, int], row: Row) -> None:
        """`add` for a row at hand, which is kept and not copied."""
        row["page_id"] = self.page_id
        row["content_sha256"] = self.content_sha256
        row["line_start"], row["line_end"] = lines
        self.rows[table].append(row)


class Source:
    """A text that is read into a Reading.

    `is_restored` tells that the text was flattened and its table marks are ours.
    `title` and `call_…` are given for a text that stands on another page: its title, and line,
    section and offset of the call that brings it in. Rows then carry lines of the other page;
    issues and rejects stay on the page that is parsed, at the line of the call.
    """

    def __init__(
        self,
        reading: Reading,
        text: PageText,
        *,
        title: str | None = None,
        call_line: int | None = None,
        call_section: int = 0,
        call_offset: int | None = None,
        hops: int = 0,
        is_restored: bool = False,
    ) -> None:
        """Read `text` into `reading`; see the class for the rest."""
        self.reading = reading
        self.page = text
        self.title = title
        self.call_line = call_line
        self.call_section = call_section
        self.call_offset = call_offset
        self.hops = hops
        self.is_restored = is_restored
        self.outcomes: dict[int, tuple[str, int]] = {}
        self.parsed_ranges: list[tuple[int, int]] = []  # text of tables that were read
        self._told: set[tuple[str, int, int]] = set()
        self.sections: list[Section] = []
        self.headings_end: int | None = None
        if title is None:
            self.sections, self.headings_end = sections_of(text)
        self._section_lines = [section.line_start for section in self.sections[1:]]

    @property
    def text(self) -> str:
        """The wikitext."""
        return self.page.text

    def next(self, counter: str, offset: int) -> int:
        """The next ordinal for a thing that stands at `offset` of this text."""
        return self.reading.next(counter, offset if self.call_offset is None else self.call_offset)

    def section_at(self, line: int) -> int:
        """Number of the section that line stands in."""
        if self.title is not None:
            return self.call_section
        return bisect_right(self._section_lines, line)

    def section_of(self, offset: int) -> int:
        """Number of the section the character at `offset` stands in."""
        return self.section_at(self.page.line_of(offset))

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of text[start:end]."""
        return self.page.lines_of(start, end)

    def lines_by_parameter(self, call: Call) -> dict[str, tuple[int, int]]:
        """The lines of each parameter in force, without the empty lines at its end."""
        return dict(zip(call.names(), self.lines_of_each(call), strict=True))

    def lines_of_each(self, call: Call) -> list[tuple[int, int]]:
        """The same of all parameters in order, also of those that are given twice."""
        return [self.page.lines_of(start, end) for start, end in call.extents()]

    def parameter_lines(self, call: Call, name: str) -> tuple[int, int]:
        """The lines of one parameter in force, without the empty lines at its end."""
        start, end = call.extent(name)
        return self.page.lines_of(start, end)

    def read_call(self, number: int) -> Call:
        """See PageText.read_call; raises UnreadableCallError."""
        return self.page.read_call(number)

    def mark(self, span: int, outcome: str, row_count: int = 0) -> None:
        """Note what became of a call; the first word counts."""
        self.outcomes.setdefault(span, (outcome, row_count))

    def value(self, parameter: Parameter | None) -> Value | None:
        """A parameter's value as plain text; None for an absent parameter."""
        if parameter is None:
            return None
        value = render(parameter.value)
        if value.unknown:
            self._report_unknown(
                value, f"The value of `{parameter.name}`", parameter.start, parameter.end
            )
        return value

    def text_in_parts(self, wikitext: str, separator: str) -> str:
        """Plain text of a value in which line breaks part one thing from the next."""
        if not has_break(wikitext):
            return render(wikitext).text
        return joined_at_breaks(render(with_marked_breaks(wikitext)).text, separator)

    def cell(self, start: int, end: int) -> Value:
        """The content text[start:end] of a table's cell as plain text."""
        value = render(self.text[start:end])
        if value.unknown:
            self._report_unknown(value, "This cell", start, end)
        return value

    def _report_unknown(self, value: Value, place: str, start: int, end: int) -> None:
        """A template that no rule renders becomes an issue, so that no words go silently."""
        self.issue(
            "info" if all(map(_is_known, value.unknown)) else "warning",
            "template_not_rendered",
            f"{place} holds {_names(value.unknown)}. What this template shows is not known here,"
            " so it is not read; nothing on the page need be changed for that.",
            start,
            max(end, start + 1),
        )

    def text_of(self, call: Call, name: str) -> str | None:
        """Plain text of a parameter: None if absent, '' if present and empty."""
        parameter = call.in_force.get(name)
        if parameter is None:
            return None
        value = parameter.plain or plain_of(parameter)
        if value.unknown:
            self.value(call.last(name))
        return value.text

    def value_of(self, call: Call, name: str) -> Value | None:
        """Value of the parameter in force; None for an absent parameter."""
        parameter = call.in_force.get(name)
        if parameter is None:
            return None
        value = parameter.plain or plain_of(parameter)
        return self.value(call.last(name)) if value.unknown else value

    def issue(self, severity: str, code: str, message: str, start: int, end: int) -> None:
        """Report a problem at text[start:end]; `severity` is error, warning or info."""
        if (code, start, end) in self._told:
            return  # a value that is looked at twice is reported once
        self._told.add((code, start, end))
        lines, message, section = self._place(message, start, end)
        self.reading.add(
            "parse_issues",
            lines,
            issue_no=self.reading.next("issue"),
            section_no=section,
            severity=severity,
            code=code,
            message=message,
            snippet=self.snippet(start, end),
        )

    def reject(self, table: str, code: str, message: str, start: int, end: int) -> None:
        """Put what should have become rows of `table` into rejects, and raise an error issue."""
        lines, placed, _ = self._place(message, start, end)
        self.reading.add(
            "rejects",
            lines,
            reject_no=self.reading.next("reject"),
            table_name=table,
            code=code,
            message=placed,
            snippet=self.snippet(start, end),
        )
        self.issue("error", code, message, start, end)

    def snippet(self, start: int, end: int) -> str:
        """The beginning of text[start:end], for a report."""
        text = self.text[start : min(end, start + _SNIPPET)]
        return text + "…" if end - start > _SNIPPET else text

    def _place(self, message: str, start: int, end: int) -> tuple[tuple[int, int], str, int]:
        lines = self.lines(start, end)
        if self.title is None or self.call_line is None:
            return lines, message, self.section_at(lines[0])
        where = f"[on {self.title}, line {lines[0]}] "
        return (self.call_line, self.call_line), where + message, self.call_section


def _is_known(name: str) -> bool:
    return is_not_football(name_key(name))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in dict.fromkeys(names))


def report_duplicates(source: Source, call: Call) -> None:
    """A parameter that is given twice: the last one counts, as on a wiki, and it is said so."""
    if len(call.in_force) == len(call.written):
        return
    seen: dict[str, Parameter] = {}
    for parameter in call.parameters:
        earlier = seen.get(parameter.name)
        if earlier is not None and earlier.value.strip() != parameter.value.strip():
            source.issue(
                "warning",
                "duplicate_parameter",
                f"`{parameter.name}` is given twice with different values:"
                f" {earlier.value.strip()[:60]!r}, then {parameter.value.strip()[:60]!r}. The last"
                " one counts. Remove one of them.",
                parameter.start,
                parameter.end,
            )
        seen[parameter.name] = parameter


__all__ = [
    "NOT_FOOTBALL",
    "NOT_UNDERSTOOD",
    "PARSED",
    "REJECTED",
    "TABLES",
    "Reading",
    "Row",
    "Source",
    "report_duplicates",
]
