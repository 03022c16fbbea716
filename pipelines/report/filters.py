"""Small parts of a page that templates use too often to be macros; text unless it says Markup."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from pipelines.report.model import Match
from pipelines.report.views import Lines

_EMPHASIS = re.compile(r"\*([^*]+)\*")
_LINES = re.compile(r"\b(lines?) ((\d+)(?:–\d+)?)\b")


def signed(number: int) -> str:
    """A goal difference as league tables print it: +11, 0, −14."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def figure(value: int, name: str) -> str:
    """A figure of a league table as its column prints it."""
    return signed(value) if name == "goal_difference" else str(value)


def score(match: Match) -> str:
    """The score, else what stands in its place."""
    if match.has_score:
        return f"{match.home_goals}–{match.away_goals}"
    return "v" if match.match_status == "scheduled" else match.score_text or "–"


def score_words(match: Match) -> str:
    """What a score alone does not say; empty for a plain result."""
    words = []
    if match.is_after_extra_time:
        words.append("after extra time")
    if match.home_penalties is not None and match.away_penalties is not None:
        words.append(f"penalties {match.home_penalties}–{match.away_penalties}")
    if match.match_status == "scheduled":
        words.append("not played yet, or result not recorded")
    elif match.match_status != "played":
        words.append(match.match_status.replace("_", " "))
    return ", ".join(words)


def line(lines: Lines, start: int | None, end: int | None = None, word: str = "") -> Markup:
    """The lines something stands on, as a link to the text where the book has it."""
    if start is None:
        return Markup('<span class="line">no line</span>')
    said = f"{word}{start}" if end is None or end == start else f"{word}{start}–{end}"
    href = lines.href(start)
    if not href:
        return Markup(f'<span class="line">{said}</span>')
    title = f' title="{escape(lines.title)}"' if lines.title else ""
    return Markup(f'<a class="line" href="{escape(href)}"{title}>{said}</a>')


def sentence(text: str, lines: Lines) -> Markup:
    """A sentence of the warehouse: ``*emphasis*`` as such, and its lines as links."""
    marked = _EMPHASIS.sub(r"<em>\1</em>", str(escape(text)))

    def link(found: re.Match[str]) -> str:
        href = lines.href(int(found[3]))
        return f'{found[1]} <a href="{escape(href)}">{found[2]}</a>' if href else found[0]

    return Markup(_LINES.sub(link, marked))


def numbered(text: Sequence[str]) -> Markup:
    """The lines of a page's text as items of a list, each with its number as id."""
    # Escaped as one: no line holds a line break, and a page has thousands of lines.
    lines = str(escape("\n".join(text))).split("\n")
    return Markup(
        "".join(f'<li id="L{n}"><code>{words}</code></li>\n' for n, words in enumerate(lines, 1))
    )
