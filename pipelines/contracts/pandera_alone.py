"""pandera's polars backend without the libraries that the contracts do not use.

pandera imports pandas and pyspark wherever they are installed, as they are where Spark parses
dumps: seconds of start and more than 100 MB in every process that reads pages. So for as long as
pandera looks around, they are not to be found; before and after that nothing is different.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder

import polars as pl

NOT_USED = ("pandas", "pyarrow", "pyspark")


class _NotInstalled(MetaPathFinder):
    """Answers for these libraries as Python does where they are not installed."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> None:
        if fullname.partition(".")[0] in NOT_USED:
            message = f"No module named {fullname!r}"
            raise ModuleNotFoundError(message, name=fullname)


@contextmanager
def _out_of_sight() -> Iterator[None]:
    finder = _NotInstalled()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


with _out_of_sight():
    import pandera.polars as pa

    # It looks once more at the first check, and remembers what it found.
    pa.DataFrameSchema({"a": pa.Column(pl.Int64, pa.Check.ge(1))}).validate(pl.DataFrame({"a": 1}))

__all__ = ["pa"]
