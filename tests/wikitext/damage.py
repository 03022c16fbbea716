"""Pages damaged in known ways, the same ones every time."""

import random
import re

STRETCH = 5_000
TOKENS = re.compile(r"\{\{|\}\}|\[\[|\]\]|<!--|-->|</?ref[^>]*>|\||=|\n")
PIECES = [
    *("{{", "}}", "[[", "]]", "{|", "|}", "|-", "|", "!", "||", "=", "\n", "\n\n", "'''", "''"),
    *("<ref>", "</ref>", "<ref name=a />", "<!--", "-->", "<nowiki>", "</nowiki>", "{", "}"),
    *("[", "]", "<", ">", ";", "*", " ", "&amp;", "<br />", "<small>", "{{{1|", "}}}", "{{!}}"),
    *("{{nowrap|", "{{nowrap|x}}", "{{goal|3}}", "{{A table}}", "{{unknown thing|x}}", "[[A|b]]"),
    *("{{efn|note [[x]]}}", "<!-- a|b=c -->", "<ref>a{{b</ref>", "<ref>a</ref>", "[http://x.y z]"),
    *("\n==Head==\n", "\n<!-- x -->==H==\n", "\n{|\n! Team !! City\n|-\n| A || B\n|}\n"),
    *("{{Football box|team1=A|team2=B|score=1–0}}", "<gallery>\nA.jpg|[[x]]\n</gallery>"),
    *("{{nowrap|{{fb|PER}} [[A|B]]}}", "<ref>{{cite web|url=x}}</ref>", "|team1=Z", "{{}}"),
]


def damaged(text, chance):
    """The text with one to five injuries: something put in, taken out, exchanged or moved."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        at = chance.randrange(len(text) + 1)
        tokens = list(TOKENS.finditer(text))
        token = chance.choice(tokens) if tokens else None
        kind = chance.randrange(5)
        if kind == 0 or token is None:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.choice((1, 1, 2, 3, 20, 200)) :]
        elif kind == 2:
            text = text[: token.start()] + text[token.end() :]
        elif kind == 3:
            text = text[: token.start()] + chance.choice(PIECES) + text[token.end() :]
        else:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[other : other + chance.randrange(300)] + text[at:]
    return text


def damaged_pages(pages, count, seed):
    """``count`` damaged pages, each made of a stretch of one of ``pages``."""
    chance = random.Random(seed)
    for _ in range(count):
        page = chance.choice(pages)
        # Between empty lines, so that it is sound before it is damaged.
        start = page.find("\n\n", chance.randrange(len(page))) if len(page) > STRETCH else 0
        end = page.rfind("\n\n", start + 1, start + STRETCH)
        yield damaged(page[max(0, start) : end if end > start else len(page)][:STRETCH], chance)
