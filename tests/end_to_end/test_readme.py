"""What the README shows is what the program gives."""

import re

import pytest

from pipelines.cli import summary
from pipelines.settings import PROJECT_ROOT

README = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
# The example that begins with a comment is about other pages: see test_corpus.
BLOCKS = re.findall(r"```sql\n(.+?)\n```\n\n((?:\|[^\n]*\n)+)", README, re.DOTALL)
EXAMPLES = [(sql, table) for sql, table in BLOCKS if not sql.startswith("--")]
ELSEWHERE = [(sql, table) for sql, table in BLOCKS if sql.startswith("--")]


def rows_below(table):
    """The rows of a Markdown table, as text."""
    _, _, *lines = table.strip().split("\n")
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def shown(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value)


def test_the_readme_has_its_examples():
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize(("sql", "table"), EXAMPLES)
def test_a_query_in_the_readme_gives_the_rows_below_it(built, sql, table):
    assert [tuple(map(shown, row)) for row in built.query(sql)] == rows_below(table)


def test_the_summary_in_the_readme_is_the_one_printed(built):
    assert summary(built.settings).strip().split("\n")[0] in README


def test_the_first_screen_has_both_commands():
    screen = "\n".join(README.split("\n")[:40])
    assert "make warehouse" in screen
    assert "make test" in screen
