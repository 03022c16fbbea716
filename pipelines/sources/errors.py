"""What a source says when it cannot be used."""

from pathlib import Path

import yaml


class SourceError(Exception):
    """The source or its settings cannot be used; the message says what, where and what to do."""


def unreadable(what: str, error: OSError) -> str:
    """The sentence about a file or folder that the system does not let read."""
    return f"{what} cannot be read ({error.strerror or error}); allow reading it, or move it away"


def not_yaml(path: Path, error: yaml.YAMLError) -> SourceError:
    """The error of a settings file that is no YAML, with the line where it stops being it."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    problem = getattr(error, "problem", None) or error
    return SourceError(f"{path}, line {line}: not valid YAML ({problem})")
