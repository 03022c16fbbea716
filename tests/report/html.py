"""A strict reader of the book's pages: what must be closed is, and text can be asked for."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "img"}


@dataclass
class Element:
    """An element with its attributes, its children and all the text inside."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element"] = field(default_factory=list)
    pieces: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, runs of white space as one space."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        """All text inside as it stands."""
        return "".join(p if isinstance(p, str) else p.raw for p in self.pieces)

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """Elements inside by tag and attribute, in page order; ``class_`` asks for one class."""
        found = []
        for child in self.children:
            wanted_class = attributes.get("class_")
            others = {k: v for k, v in attributes.items() if k != "class_"}
            if (
                tag in (child.tag, "*")
                and (wanted_class is None or wanted_class in child.classes)
                and all(child.attributes.get(key) == value for key, value in others.items())
            ):
                found.append(child)
            found += child.all(tag, **attributes)
        return found

    def one(self, tag: str, **attributes: str) -> "Element":
        """The only such element."""
        [found] = self.all(tag, **attributes)
        return found

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.current = self.root

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute, {self.getpos()}"
        element = Element(tag, {k: v or "" for k, v in attrs}, self.current)
        self.current.children.append(element)
        self.current.pieces.append(element)
        if tag not in VOID:
            self.current = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert tag == self.current.tag, (
            f"</{tag}> closes <{self.current.tag}> at line {self.getpos()[0]}"
        )
        self.current = self.current.parent or self.root

    def handle_data(self, data):
        self.current.pieces.append(data)


def parse(text: str) -> Element:
    """The elements of a page; fails where a tag is not closed, or closed in the wrong place."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.current is reader.root, f"<{reader.current.tag}> is never closed"
    return reader.root


@cache
def read(file: Path) -> Element:
    """The elements of a file of the book."""
    return parse(file.read_text(encoding="utf-8"))


def assert_links_lead_somewhere(book) -> int:
    """Every link inside the book leads to a file and an id that exist; returns their number."""
    followed = 0
    for file in [book.index, *book.pages]:
        for link in read(file).all("a"):
            parts = urlsplit(link.attributes["href"])
            if parts.scheme:
                continue
            target = (file.parent / parts.path).resolve() if parts.path else file
            assert target.is_file(), link.attributes["href"]
            assert not parts.fragment or unquote(parts.fragment) in ids_of(target), (
                file.name,
                link.attributes["href"],
            )
            followed += 1
    return followed


@cache
def ids_of(file: Path) -> frozenset[str]:
    """All ids of a page."""
    return frozenset(e.attributes["id"] for e in read(file).all("*") if "id" in e.attributes)
