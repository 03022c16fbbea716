"""Season facts: every parameter of an infobox, also the empty ones."""

from __future__ import annotations

import re

from pipelines.wikitext.plain import has_break
from pipelines.wikitext.reading import PARSED, Source, report_duplicates
from pipelines.wikitext.templates import Call

# A break in one of these wraps a name; in any other it begins the next entry of a list.
_ONE_NAME = re.compile(
    r"(?:.*[ _])?(?:title|name|competition|season|year|caption|nombre|nome|nom|t[ií]tulo|torneo)"
    r"|(?:prev|next)season|dates?|image.*|logo.*"
)


def read_infobox(source: Source, call: Call) -> int:
    """One row for each parameter, in page order. Returns the number of rows."""
    report_duplicates(source, call)
    infobox_no = source.next("infobox", call.start)
    lines_written = source.lines_of_each(call)
    placed = zip(call.parameters, lines_written, strict=True)
    for field_no, (parameter, lines) in enumerate(placed, start=1):
        value = source.value(parameter)
        assert value is not None
        text = value.text
        if has_break(parameter.value) and not _ONE_NAME.fullmatch(parameter.name.lower()):
            text = source.text_in_parts(parameter.value, "; ")
        source.reading.add(
            "infobox_fields",
            lines,
            infobox_no=infobox_no,
            field_no=field_no,
            template=call.name,
            parameter=parameter.name,
            value=text,
            link_target=value.link,
        )
    source.mark(call.span, PARSED, len(call.parameters))
    return len(call.parameters)
