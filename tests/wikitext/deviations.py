"""Where a page is read otherwise than mwparserfromhell reads it, on purpose.

All of it is damage, or markup the library does not look into. `pattern` finds the pages concerned;
all others must give the same rows (test_fast_path.py). The first five cannot stand in a regular
text, so the fast path never meets them: they are the scan's.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Deviation:
    """A case with an example, and what each reading finds in one column of one table."""

    why: str
    pattern: re.Pattern
    example: str
    column: tuple[str, str]
    ours: list
    library: list


GALLERY = Deviation(
    "The captions of a gallery are wikitext: MediaWiki expands the calls in them. To the library"
    " a gallery is one piece of text.",
    re.compile(r"<(?:gallery|imagemap|inputbox)[\s>]", re.I),
    "<gallery>\nA.jpg|{{flagicon|PER}}\n</gallery>",
    ("template_ledger", "outcome"),
    ["not_football"],
    ["rejected", "rejected"],
)
NAME_WITH_BREAK = Deviation(
    "MediaWiki pairs braces before it looks at the name, so a call whose bar is lost is still one"
    " call and is reported as such. The library takes both pairs of braces for text.",
    re.compile(r"\{\{\s*[^{}|\n]*[^{}|\s][^{}|\n]*\n\s*[^{}|\s]|\{\{[^{}|]*[<>\[\]]"),
    "{{Football box\nx\n|team1=A}}",
    ("template_ledger", "template"),
    ["Football box x"],
    ["Football box", "(call without a beginning)"],
)
TARGET_WITH_BREAK = Deviation(
    "MediaWiki pairs brackets before it looks at the target, so that a bar inside splits no"
    " parameter. The library takes the brackets for text and splits at the bar.",
    re.compile(r"\[\[[^\[\]|]*[\n<>{}]|\[\[[^\[\]|]*\[|\[\[[|\]]"),
    "{{Football box|team1=[[A\nB|C]]|team2=D}}",
    ("match_boxes", "team1"),
    ["C"],
    ["[[A B"],
)
UNCLOSED_COMMENT = Deviation(
    "A comment without an end hides the rest of the page on a wiki. To the library it is text.",
    re.compile(r"<!--(?!.*-->)", re.S),
    "a <!-- {{Football box|team1=A|team2=B}}",
    ("match_boxes", "team1"),
    [],
    ["A"],
)
FOOTNOTE_IN_FOOTNOTE = Deviation(
    "A footnote ends at the first closing tag, as MediaWiki takes it out before it reads anything."
    " The library lets tags nest.",
    re.compile(r"<ref[^>/]*>(?:(?!</ref).)*<ref[^>/]*>", re.S | re.I),
    "{{Football box|team1=A<ref>b<ref>c</ref>d</ref>|team2=B}}",
    ("match_boxes", "team1"),
    ["Ad"],
    ["A"],
)
BROKEN_ADDRESS = Deviation(
    "An external link with markup inside its address, or with a bar inside its brackets, is broken;"
    " what is left of it is kept as written, and the bar splits a call. The library ends the"
    " address at the markup, shows what follows, and keeps the bar.",
    re.compile(r"//[^\s\[\]|{}]*(?:<(?!ref|!)|\[)|\[(?:\w+:)?//[^\]]*(?:\||\[\w*:?//)"),
    "{{Football box|team1=A|team2=B|stadium=[http://x.y/a<small>b C]}}",
    ("match_boxes", "stadium"),
    ["[http://x.y/ab C]"],
    ["b C"],
)
TAG_IN_TITLE = Deviation(
    "A title that a template gets as its argument is kept as written, with an HTML tag in it too."
    " The reading by the library renders the argument first.",
    re.compile(r"\{\{\s*(?:score ?link?|link ?text|l|slink|match link)\s*\|[^|{}]*<", re.I),
    "{{Football box|team1=A|team2=B|score={{score link|A<br />B|1–0}}}}",
    ("match_boxes", "score_link"),
    ["A<br />B"],
    ["A B"],
)
COMMENT_IN_ATTRIBUTES = Deviation(
    "A comment before the bar of a table's cell is a comment. The library reads what stands there"
    " as attributes, and finds calls in the comment.",
    re.compile(r"^[|!][^|\n]*<!--[^\n]*-->[ \t]*\|(?!\|)", re.M),
    "{|\n| <!--{{flagicon|PER}}-->| x\n|}",
    ("template_ledger", "template"),
    ["wikitable"],
    ["wikitable", "flagicon"],
)
DEVIATIONS = {
    "comment among attributes": COMMENT_IN_ATTRIBUTES,
    "gallery": GALLERY,
    "name with a break": NAME_WITH_BREAK,
    "target with a break": TARGET_WITH_BREAK,
    "unclosed comment": UNCLOSED_COMMENT,
    "footnote in a footnote": FOOTNOTE_IN_FOOTNOTE,
    "broken address": BROKEN_ADDRESS,
    "tag in a title": TAG_IN_TITLE,
}

NO_NAME = Deviation(
    "Two pairs of braces without a name are plain text on a wiki, but they are a pair all the same."
    " The library takes each half for itself, so that the closing ones end the call around them.",
    re.compile(r"\{\{\s*(?:\||\}\})"),
    "{{Football box|team1=A {{}} B|team2=C}}",
    ("match_boxes", "team1"),
    ["A {{}} B"],
    ["A {{"],
)
BRACE_IN_NAME = Deviation(
    "A single brace, or a call over several lines, in a call's name is a part of the name, as"
    " MediaWiki pairs braces before it looks at the name. The library takes the call for text.",
    re.compile(r"\{\{[^{}|]*(?:\{|\}(?!\}))"),
    "{{nowrap{x}}",
    ("template_ledger", "template"),
    ["nowrap{x"],
    ["nowrap", "(call without a beginning)"],
)
TABLE_IN_CALL = Deviation(
    "MediaWiki splits a call at its bars before it looks for tables, so the bars of a bare table in"
    " a call end parameters. The library reads the table first.",
    re.compile(r"\{\{(?:(?!\}\}).)*\{\|", re.S),
    "{{Infobox season|a=\n{|\n| b\n|}\n}}",
    ("infobox_fields", "parameter"),
    ["a", "1", "2", "3"],
    ["a"],
)
CALL_OVER_END_OF_FOOTNOTE = Deviation(
    "A footnote ends at its first closing tag, also where a call in it is still open or another"
    " such tag follows, as MediaWiki takes it out first. The library closes the call first.",
    re.compile(r"\{\{(?:(?!\}\}).)*</ref|</ref\s*>(?:(?!<ref).)*</ref", re.S | re.I),
    "<ref>{{cite web|a</ref>b}}</ref>",
    ("template_ledger", "template"),
    ["cite web", "(call without a beginning)"],
    ["cite web"],
)
CALL_IN_ATTRIBUTES = Deviation(
    "The attributes of a footnote's tag are not wikitext. The library finds calls in them.",
    re.compile(r"<\w[^<>]*\{\{[^<>]*>"),
    '<ref name="{{nowrap|x}}">a</ref>',
    ("template_ledger", "template"),
    [],
    ["nowrap"],
)
OPEN_LINK = Deviation(
    "A link that is left open inside a call is text, and the call ends at its own braces. The"
    " library follows the link to the next closing brackets, over the end of the call.",
    re.compile(r"\[\[(?:(?!\]\]).)*?(?:\}\}|\[\[)", re.S),
    "{{Football box|team1=[[A|team2=B}} C]]|team2=D}}",
    ("match_boxes", "team2"),
    ["B"],
    ["D"],
)
ADDRESS_IN_LABEL = Deviation(
    "An address in the label of a link is a part of the label. The library begins an external link"
    " there, and the link before it is text.",
    re.compile(r"\[\[(?:(?!\]\]).)*\[(?:\w+:)?//", re.S),
    "{{Football box|team1=[[A|B][http://x.y z]]|team2=C}}",
    ("match_boxes", "team1_link"),
    ["A"],
    [None],
)
# These cannot stand in a regular text either; their patterns are wide, and used for others only.
IRREGULAR = {
    "no name": NO_NAME,
    "brace in a name": BRACE_IN_NAME,
    "table in a call": TABLE_IN_CALL,
    "call over the end of a footnote": CALL_OVER_END_OF_FOOTNOTE,
    "call in attributes": CALL_IN_ATTRIBUTES,
    "link left open": OPEN_LINK,
    "address in a label": ADDRESS_IN_LABEL,
}


def irregular_deviation_of(text):
    """The same as `deviation_of` for a text that is not regular."""
    every = DEVIATIONS | IRREGULAR
    return next((name for name, d in every.items() if d.pattern.search(text)), None)


def deviation_of(text):
    """The name of a deviation that may concern a text, or None."""
    return next((name for name, d in DEVIATIONS.items() if d.pattern.search(text)), None)
