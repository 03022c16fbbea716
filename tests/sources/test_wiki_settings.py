"""The settings file of a wiki: what it says, and what it must say when it is wrong."""

import pytest

from pipelines.sources import SourceError
from pipelines.sources.wiki_settings import WikiSettings, read_wiki_settings

HEAD = "site: enwiki\napi_url: https://en.wikipedia.org/w/api.php\ncontact: me@example.org\n"


def read(folder, text):
    file = folder / "wiki.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_wiki_settings(file)


def test_everything_the_file_can_say(tmp_path):
    text = HEAD + (
        "licence: CC BY-SA 4.0\nattribution: Wikipedia contributors\n"
        "titles:\n  - 1997_Copa  Perú\n  - 'A & B'\n"
        "categories: [Copa Perú seasons, 'category: Liga']\n"
        f"accept_shrink: ['{'0a' * 32}']\n"
    )
    assert read(tmp_path, text) == WikiSettings(
        site="enwiki",
        api_url="https://en.wikipedia.org/w/api.php",
        contact="me@example.org",
        titles=("1997 Copa Perú", "A & B"),
        categories=("Copa Perú seasons", "Liga"),
        licence="CC BY-SA 4.0",
        attribution="Wikipedia contributors",
        accept_shrink=("0a" * 32,),
        file="wiki.yml",
    )


def test_titles_alone_are_enough_and_so_are_categories(tmp_path):
    settings = read(tmp_path, HEAD + "titles: [A]\n")
    assert (settings.titles, settings.categories, settings.licence) == (("A",), (), None)
    assert read(tmp_path, HEAD + "categories: [B]\n").categories == ("B",)


@pytest.mark.parametrize(
    ("contact", "fits"),
    [
        ("https://example.org/liguilla", True),
        ("Liguilla at Example, me@example.org", True),
        ("nobody", False),
        ("José (me@example.org)", False),
    ],
)
def test_the_contact_is_one_that_a_wiki_can_use(tmp_path, contact, fits):
    text = HEAD.replace("me@example.org", contact) + "titles: [A]\n"
    if fits:
        assert read(tmp_path, text).contact == contact
    else:
        with pytest.raises(SourceError, match="line 3: contact must hold an e-mail address"):
            read(tmp_path, text)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/api.php", "http://localhost/api.php", "http://[::1]/api.php"]
)
def test_only_this_machine_is_spoken_to_in_the_clear(tmp_path, url):
    text = HEAD.replace("https://en.wikipedia.org/w/api.php", url) + "titles: [A]\n"
    assert read(tmp_path, text).api_url == url


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://en.wikipedia.org/w/api.php", "line 2: .* is not encrypted; write https://"),
        ("http://127.0.0.1.example.org/api.php", "line 2: .* is not encrypted"),
        ("http://localhost@example.org/api.php", "line 2: api_url holds a user name"),
        ("ftp://example.org/api.php", "line 2: .* is no URL such as"),
        ("en.wikipedia.org", "line 2: .* is no URL such as"),
        ("https://example.org:x/api.php", "line 2: .* is no URL"),
        ("https://example.org/api.php?action=query", "line 2: .* is no URL such as"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(tmp_path, url, sentence):
    text = HEAD.replace("https://en.wikipedia.org/w/api.php", url) + "titles: [A]\n"
    with pytest.raises(SourceError, match=sentence):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + "titles: [A\n", r"wiki\.yml, line 5: not valid YAML"),
        (HEAD.encode() + b"titles:\n- Per\xfa\n", r"wiki\.yml, line 5: not UTF-8"),
        ("", r"wiki\.yml: expected one `key: value` a line"),
        ("- enwiki\n", "line 1: expected one `key: value` a line"),
        (HEAD + "titels: [A]\n", "line 4: unknown titels; known: site, api_url"),
        (HEAD + "site: dewiki\ntitles: [A]\n", "line 4: site is given twice"),
        ("site: enwiki\ncontact: me@example.org\ntitles: [A]\n", "`api_url:` is missing"),
        (HEAD, "nothing to follow; list pages under"),
        (HEAD + "titles: []\n", "nothing to follow"),
        (HEAD + "titles: A\n", "line 4: titles is a list"),
        (HEAD + "titles:\n- A\n- 1997\n", "line 6: an entry of titles must be a text; put it in"),
        (HEAD + "titles:\n- A\n- {B: c}\n", "line 6: an entry of titles must be a text"),
        (HEAD + "titles:\n- A|B\n", "line 5: 'A|B' can be no title; write it as the wiki shows"),
        (HEAD + "categories:\n- 'Category:'\n", "line 5: 'Category:' can be no title"),
        (HEAD + "accept_shrink: [abc]\ntitles: [A]\n", "line 4: 'abc' is no SHA-256; copy it"),
        (HEAD + "accept_shrink: ['" + "0a" * 32 + "']\n", "nothing to follow"),
        (HEAD + "licence: ''\ntitles: [A]\n", "line 4: licence is empty; fill it in or remove it"),
        (HEAD.replace("enwiki", "en/wiki") + "titles: [A]\n", "line 1: site 'en/wiki' has other"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_why_and_what_to_do(tmp_path, text, sentence):
    with pytest.raises(SourceError, match=sentence):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path):
    with pytest.raises(SourceError, match=r"nowhere\.yml: cannot be read \(No such file"):
        read_wiki_settings(tmp_path / "nowhere.yml")
