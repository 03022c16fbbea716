"""Which pages of a wiki are followed: the settings file ``wiki.yml``.

::

    site: enwiki
    api_url: https://en.wikipedia.org/w/api.php
    contact: you@example.org
    licence: CC BY-SA 4.0
    attribution: Wikipedia contributors
    titles:
      - 1997 Copa Perú
    categories:
      - Copa Perú seasons
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import yaml

from pipelines.sources.errors import SourceError, not_yaml

_TEXTS = ("site", "api_url", "contact", "licence", "attribution")
_LISTS = ("titles", "categories", "accept_shrink")
_NEEDED = ("site", "api_url", "contact")

_SITE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_CONTACT = re.compile(r"[\x21-\x7e]+@[\x21-\x7e]+|https?://[\x21-\x7e]+")
_PRINTABLE = re.compile(r"[\x20-\x27\x2a-\x7e]+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CATEGORY = re.compile(r"category\s*:\s*", re.I)
# What MediaWiki allows in no title; `|` would also make two titles of one.
_NO_TITLE = re.compile(r"[<>\[\]{}|#\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class WikiSettings:
    """One wiki and what is followed on it.

    ``site`` stands before every title in a page's id, ``contact`` is how the wiki's people reach
    whoever runs this, ``categories`` are names without their prefix. ``accept_shrink`` holds the
    hashes of much shorter versions that somebody looked at and let through. ``file`` is where it
    was read.
    """

    site: str
    api_url: str
    contact: str
    titles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    licence: str | None = None
    attribution: str | None = None
    accept_shrink: tuple[str, ...] = ()
    file: str = "wiki.yml"


def clean_title(title: str) -> str | None:
    """A title as it is sent to a wiki: composed, single spaces; None where none can be meant."""
    words = " ".join(unicodedata.normalize("NFC", title).replace("_", " ").split())
    if not words or _NO_TITLE.search(words) or len(words.encode()) > 300:
        return None
    return words


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_wiki_settings(path: Path) -> WikiSettings:
    """Read the settings file. Raises SourceError: what is wrong, in which line, what to do."""
    return _Reader(path).read()


@dataclass(frozen=True)
class _Reader:
    path: Path

    def read(self) -> WikiSettings:
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        for key, (_, node) in self._entries().items():
            if key in _TEXTS:
                texts[key] = self._text(node, key)
                self._check(node, key, texts[key])
            else:
                lists[key] = self._list(node, key)
        for key in _NEEDED:
            if key not in texts:
                self._refuse(None, f"`{key}:` is missing; {_MEANING[key]}")
        if not lists.get("titles") and not lists.get("categories"):
            self._refuse(None, "nothing to follow; list pages under `titles:` or `categories:`")
        return WikiSettings(
            site=texts["site"],
            api_url=texts["api_url"],
            contact=texts["contact"],
            titles=lists.get("titles", ()),
            categories=lists.get("categories", ()),
            licence=texts.get("licence"),
            attribution=texts.get("attribution"),
            accept_shrink=lists.get("accept_shrink", ()),
            file=self.path.name,
        )

    def _entries(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        root = self._root()
        if not isinstance(root, yaml.MappingNode):
            self._refuse(root, f"expected one `key: value` a line; keys: {_known()}")
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, node in root.value:
            key = str(key_node.value)
            if key not in _TEXTS + _LISTS:
                self._refuse(key_node, f"unknown {key}; known: {_known()}")
            if key in entries:
                self._refuse(key_node, f"{key} is given twice; keep one")
            entries[key] = (key_node, node)
        return entries

    def _root(self) -> yaml.Node | None:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except OSError as error:
            message = f"{self.path}: cannot be read ({error.strerror}); give the wiki settings file"
            raise SourceError(message) from None
        except UnicodeDecodeError as error:
            line = self.path.read_bytes().count(b"\n", 0, error.start) + 1
            message = f"{self.path}, line {line}: not UTF-8; save the file as UTF-8"
            raise SourceError(message) from None
        except yaml.YAMLError as error:
            raise not_yaml(self.path, error) from None

    def _text(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            self._refuse(node, f"{what} must be a text; put it in quotes")
        if not node.value.strip():
            self._refuse(node, f"{what} is empty; fill it in or remove it")
        return str(node.value).strip()

    def _list(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._refuse(node, f"{key} is a list; write each on a line of its own after `- `")
        return tuple(self._entry(item, key) for item in node.value)

    def _entry(self, node: yaml.Node, key: str) -> str:
        given = self._text(node, f"an entry of {key}")
        if key == "accept_shrink":
            if not _SHA256.fullmatch(given):
                self._refuse(node, f"{given!r} is no SHA-256; copy it from the failed check")
            return given
        title = clean_title(_CATEGORY.sub("", given, count=1) if key == "categories" else given)
        if title is None:
            self._refuse(node, f"{given!r} can be no title; write it as the wiki shows it")
        return title

    def _check(self, node: yaml.Node, key: str, value: str) -> None:
        if key == "site" and not _SITE.fullmatch(value):
            self._refuse(node, f"site {value!r} has other characters than a-z, 0-9, `_`, `.`, `-`")
        if key == "contact" and not (_PRINTABLE.fullmatch(value) and _CONTACT.search(value)):
            self._refuse(node, "contact must hold an e-mail address or a URL, in plain ASCII")
        if key == "api_url":
            self._check_url(node, value)

    def _check_url(self, node: yaml.Node, url: str) -> None:
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError as error:
            self._refuse(node, f"api_url {url} is no URL ({error})")
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            self._refuse(node, f"api_url {url} is no URL such as {_EXAMPLE}")
        if parts.username is not None:
            self._refuse(node, "api_url holds a user name; pages are read without logging in")
        if parts.scheme == "http" and not is_loopback(url):
            self._refuse(node, f"api_url {url} is not encrypted; write https://")

    def _refuse(self, node: yaml.Node | None, problem: str) -> NoReturn:
        where = f"{self.path}, line {node.start_mark.line + 1}" if node else str(self.path)
        raise SourceError(f"{where}: {problem}")


_EXAMPLE = "https://en.wikipedia.org/w/api.php"
_MEANING = {
    "site": "the short name that page ids begin with, such as enwiki",
    "api_url": f"the address of the wiki's api.php, such as {_EXAMPLE}",
    "contact": "an e-mail address or a URL under which the wiki's people reach you",
}


def _known() -> str:
    return ", ".join(_TEXTS + _LISTS)
