"""``manifest.yml``: what a folder of pages says of its files."""

import re
from pathlib import Path
from typing import Any

import yaml

from pipelines.sources.errors import SourceError, not_yaml, unreadable

MANIFEST = "manifest.yml"
# No name of a page or a file in a row may hold these: not text of one line, or no text at all.
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_FOLDER_TEXTS = ("site", "licence", "attribution")
_FOLDER_KEYS = {*_FOLDER_TEXTS, "pages"}
_PAGE_TEXTS = ("file", "title", *_FOLDER_TEXTS, "accept_shrink")
_PAGE_KEYS = {*_PAGE_TEXTS, "must_reconcile"}


def read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    """The manifest's entries by file name, with the folder's defaults filled in.

    A folder without a manifest has no entries. Raises SourceError for one that cannot be used.
    """
    document = _document(path)
    if not isinstance(document, dict) or not isinstance(document.get("pages", []), list):
        message = f"{path}: expected `pages:` with one entry for each file"
        raise SourceError(message)
    where = f"{path}, the top level"
    _refuse_unknown(where, document, _FOLDER_KEYS)
    _refuse_no_texts(where, document, _FOLDER_TEXTS)
    defaults = {key: document[key] for key in _FOLDER_TEXTS if key in document}
    entries: dict[str, dict[str, Any]] = {}
    for number, raw in enumerate(document.get("pages", []), start=1):
        entry = _entry(f"{path}, entry {number}", raw)
        if entry["file"] in entries:
            message = f"{path}, entry {number}: {entry['file']} is listed twice"
            raise SourceError(message)
        entries[entry["file"]] = {**defaults, **entry}
    return entries


def _document(path: Path) -> object:
    if not path.exists() and not path.is_symlink():
        return {}
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from None
    except UnicodeDecodeError:
        message = f"{path}: not UTF-8; save the manifest as UTF-8"
        raise SourceError(message) from None
    except OSError as error:
        raise SourceError(unreadable(str(path), error)) from None
    except ValueError as error:
        # What looks like a date or a number and is none, such as 1998-99-00.
        message = f"{path}: a value is not what it looks like ({error}); put it in quotes"
        raise SourceError(message) from None


def _entry(where: str, raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict) or not isinstance(raw.get("file"), str):
        message = f"{where}: every entry needs `file:` with the name of a page file"
        raise SourceError(message)
    _refuse_unknown(where, raw, _PAGE_KEYS)
    if not isinstance(raw.get("must_reconcile", False), bool):
        message = f"{where}: must_reconcile is true or false"
        raise SourceError(message)
    _refuse_no_texts(where, raw, _PAGE_TEXTS)
    return raw


def _refuse_unknown(where: str, keys: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(str(key) for key in set(keys) - known)
    if unknown:
        message = f"{where}: unknown {', '.join(unknown)}; known: {', '.join(sorted(known))}"
        raise SourceError(message)


def _refuse_no_texts(where: str, given: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Site and title make the id of a page, which is one line with the site before the slash."""
    for key in keys:
        if key not in given:
            continue
        value = given[key]
        if not isinstance(value, str) or not value.strip():
            message = f"{where}: {key} must be a text; put it in quotes"
            raise SourceError(message)
        if key in ("site", "title") and NOT_IN_NAMES.search(value):
            message = f"{where}: {key} must be one line without control characters"
            raise SourceError(message)
    if "/" in given.get("site", ""):
        message = f"{where}: site must be a name without a slash, such as enwiki"
        raise SourceError(message)
