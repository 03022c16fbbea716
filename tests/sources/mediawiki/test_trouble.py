"""A wiki that is slow, busy, wrong or away: waited for within bounds, never taken for deletions."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from pipelines.sources import SourceError


@pytest.fixture(scope="module")
def article(wiki):
    wiki.write("Steady", "text")
    return "Steady"


def test_every_question_says_who_asks_and_can_be_put_off(article, reader_of):
    reader = reader_of(article)
    reader.read()
    assert len(reader.asked) == 2
    assert {asked["maxlag"] for asked in reader.asked} == {"5"}
    assert set(reader.session.timeouts) == {(10.0, 60.0)}
    for headers in reader.session.headers_sent:
        assert headers["User-Agent"].startswith("Liguilla (tests@example.org) ")


def test_a_lagging_wiki_is_waited_for_as_long_as_it_asks(wiki, article, reader_of):
    wiki.switch("lag", "7", times=4)
    reader = reader_of(article)
    assert list(reader.read()) == ["localwiki/Steady"]
    # MediaWiki asks for 5 s each time; doubling overtakes that at the fourth: 1, 2, 4, 8.
    assert reader.waits == [5, 5, 5, 8]


def test_lag_that_is_bearable_is_not_waited_for(wiki, article, reader_of):
    wiki.switch("lag", "4", times=2)
    reader = reader_of(article)
    reader.read()
    assert reader.waits == []


@pytest.mark.parametrize(
    ("fault", "times", "waits"),
    [
        ("429 3", 1, [3]),
        ("503", 3, [1, 2, 4]),
        ("500 soon", 1, [1]),
        ("cut", 2, [1, 2]),
    ],
)
def test_a_busy_wiki_is_asked_again(wiki, article, reader_of, fault, times, waits):
    wiki.switch("http-fault", fault, times=times)
    reader = reader_of(article)
    assert list(reader.read()) == ["localwiki/Steady"]
    assert reader.waits == waits


def test_a_date_to_come_back_at_is_kept(wiki, article, reader_of):
    moment = datetime.now(UTC) + timedelta(seconds=30)
    wiki.switch("http-fault", f"503 {format_datetime(moment, usegmt=True)}")
    reader = reader_of(article)
    reader.read()
    [wait] = reader.waits
    assert 20 < wait <= 30


@pytest.mark.parametrize("code", ["ratelimited", "readonly", "internal_api_error_DBQueryError"])
def test_an_api_error_that_passes_is_waited_out(wiki, article, reader_of, code):
    wiki.switch("api-error", code, times=2)
    reader = reader_of(article)
    assert list(reader.read()) == ["localwiki/Steady"]
    assert reader.waits == [1, 2]


@pytest.mark.parametrize(
    ("switch", "value", "sentence"),
    [
        ("http-fault", "503", r"503 Switched on, after 6 attempts; run again later"),
        ("http-fault", "cut", r"broke off \(\w+\), after 6 attempts"),
        ("lag", "7", r"error maxlag: .*, after 6 attempts"),
    ],
)
def test_a_wiki_that_stays_busy_fails_the_run(wiki, article, reader_of, switch, value, sentence):
    reader = reader_of(article)
    reader.read()
    wiki.switch(switch, value, times=100)
    with pytest.raises(SourceError, match=sentence):
        reader.read()
    assert len(reader.waits) == 5
    assert len(reader.asked) == 6


def test_nobody_waits_for_an_hour(wiki, article, reader_of):
    wiki.switch("http-fault", "429 3600", times=100)
    reader = reader_of(article)
    with pytest.raises(SourceError, match="after 1 attempt, and asks to wait 3600 s"):
        reader.read()
    assert reader.waits == []


@pytest.mark.parametrize(
    ("switch", "value", "sentence"),
    [
        ("api-error", "readapidenied", "error readapidenied"),
        ("http-fault", "200", r"gives no JSON; .*api\.php"),
        (
            "http-fault",
            "301 https://example.org/w/api.php",
            "to https://example.org/w/api.php; put",
        ),
        ("http-fault", "403", r"refuses this reader \(403\); check contact"),
        ("http-fault", "404", r"answers 404 .*; check api_url"),
    ],
)
def test_what_will_not_pass_is_an_error_at_once(wiki, article, reader_of, switch, value, sentence):
    wiki.switch(switch, value)
    reader = reader_of(article)
    with pytest.raises(SourceError, match=sentence):
        reader.read()
    assert (reader.waits, len(reader.asked)) == ([], 1)


def test_a_wiki_that_is_away_is_no_deletion(wiki, reader_of):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/api.php"
    reader = reader_of("Steady", api_url=nobody)
    with pytest.raises(SourceError, match=r"cannot be reached .*, after 6 attempts"):
        reader.read()
    assert reader.waits == [1, 2, 4, 8, 16]


def test_a_wiki_that_goes_away_between_two_questions_is_no_deletion(wiki, reader_of):
    wiki.write_many({f"Numbered {number:02}": "text" for number in range(51)})
    reader = reader_of(*(f"Numbered {number:02}" for number in range(51)))
    assert len(reader.read()) == 51
    pages = reader.source.pages(reader.known)
    next(pages)
    wiki.switch("http-fault", "500", times=6)
    with pytest.raises(SourceError, match="500"):
        list(pages)


def test_a_revision_that_is_withdrawn_between_two_questions_is_no_deletion(wiki, reader_of):
    wiki.write("Kept", "text")
    wiki.write("Withdrawn", "text")
    reader = reader_of("Kept", "Withdrawn")
    reader.read()
    # The moment between the question for revisions and the one for texts.
    ask = reader.session.send

    def ask_and_delete(request, **arguments):
        answer = ask(request, **arguments)
        if "titles" in reader.asked[-1]:
            wiki.delete("Withdrawn")
        return answer

    reader.session.send = ask_and_delete
    reader.known = {}
    with pytest.raises(SourceError, match=r"did not hand over revision \d+ .*run again"):
        reader.read()
