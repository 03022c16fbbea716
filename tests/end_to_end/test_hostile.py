"""A folder of bad pages: the good is read, the rest says where and why, nothing is obeyed."""

import pytest

from tests.conftest import make_deployment

GOOD = "==Cup==\n{{football box\n|date=1 May 2001\n|team1=Ada\n|score=1–0\n|team2=Bea\n}}\n"
EVIL = "'); DROP TABLE raw.pages; --\"$(touch /tmp/x)`<script>alert(1)</script>"


@pytest.fixture(scope="module")
def survivor(tmp_path_factory):
    deployment = make_deployment(tmp_path_factory.mktemp("hostile"), seeds=None)
    pages = {
        "Good.wikitext": GOOD.encode(),
        "Empty.wikitext": b"",
        "Picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe",
        "Html.txt": b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>",
        "Nul.wikitext": GOOD.replace("Bea", "B\x00ea").encode(),
        "Latin.wikitext": GOOD.replace("Bea", "Perú").encode("latin-1", "replace"),
        "Marks.wikitext": GOOD.replace("Bea", "\u200fBea\u200e").encode(),
        "Unclosed.wikitext": b"==Cup==\n{{football box\n|team1=Ada\n|score=1-0\n",
        "Nested.wikitext": b"{{" * 500_000,
        "Evil.wikitext": GOOD.replace("Ada", EVIL).encode(),
        f"{EVIL.replace('/', '')}.wikitext": GOOD.encode(),
    }
    for name, content in pages.items():
        (deployment.settings.seeds / name).write_bytes(content)
    result = deployment.refresh()
    assert result.success, [event.message for event in result.get_step_failure_events()]
    return deployment


def test_every_page_but_the_picture_is_in(survivor):
    assert survivor.query("SELECT count(*) FROM marts.dim_pages") == [(10,)]
    assert survivor.query("SELECT page_id, code FROM raw.rejects WHERE table_name = 'pages'") == [
        ("local/Picture", "not_text")
    ]


def test_a_good_page_among_them_is_read(survivor):
    assert survivor.query(
        "SELECT home_team, home_goals, away_goals, away_team FROM marts.fct_matches "
        "WHERE page_id = 'local/Good'"
    ) == [("Ada", 1, 0, "Bea")]


def test_bad_bytes_are_reported_with_their_line(survivor):
    assert survivor.query(
        "SELECT line_start, code FROM marts.fct_parse_issues "
        "WHERE page_id = 'local/Latin' AND code = 'not_utf8'"
    ) == [(6, "not_utf8")]


def test_a_page_with_more_markup_than_any_is_told_and_not_read(survivor):
    assert survivor.query(
        "SELECT severity, line_start FROM marts.fct_parse_issues "
        "WHERE page_id = 'local/Nested' AND code = 'too_much_markup'"
    ) == [("error", 1)]


def test_a_box_that_is_not_closed_is_reported_with_the_line_it_opens_on(survivor):
    assert survivor.query(
        "SELECT DISTINCT severity, line_start FROM marts.fct_parse_issues "
        "WHERE page_id = 'local/Unclosed' AND severity = 'error'"
    ) == [("error", 2)]


def test_text_for_a_shell_a_database_or_a_browser_arrives_as_text(survivor):
    [(team,)] = survivor.query(
        "SELECT home_team FROM marts.fct_matches WHERE page_id = 'local/Evil'"
    )
    assert "DROP TABLE raw.pages" in team
    assert "$(touch /tmp/x)" in team
    [(count,)] = survivor.query("SELECT count(*) FROM raw.pages WHERE title LIKE '%DROP TABLE%'")
    assert count == 1


def test_marks_that_cannot_be_seen_do_not_make_another_club(survivor):
    assert survivor.query(
        "SELECT away_team FROM marts.fct_matches WHERE page_id = 'local/Marks'"
    ) == [("Bea",)]
