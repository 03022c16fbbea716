"""Processes that share a run's work, and end with it."""

import atexit
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor


def pool(processes: int, begin: Callable[..., None], *given: object) -> ProcessPoolExecutor:
    """So many processes, each prepared by ``begin(*given)``: what all work shares is sent once."""
    # A fresh interpreter: a fork would inherit the open work file and locks of other threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, _begin, (begin, given))


def _begin(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    # DuckDB's Python module complains on standard error while an interpreter is taken down.
    atexit.register(os._exit, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


def _end_with_parent() -> None:
    """A killed run must not leave processes behind that wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
