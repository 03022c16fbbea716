"""What a source says when it cannot be used."""


class SourceError(Exception):
    """The source or its settings cannot be used; the message says what, where and what to do."""


def unreadable(what: str, error: OSError) -> str:
    """The sentence about a file or folder that the system does not let read."""
    return f"{what} cannot be read ({error.strerror or error}); allow reading it, or move it away"
