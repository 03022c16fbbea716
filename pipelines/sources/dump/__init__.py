"""Whole wikis from MediaWiki's XML dumps.

``packed`` turns a file into bytes, ``pages`` bytes into pages, ``football`` and ``select`` say
which of them are kept, ``store`` holds these, ``source`` hands them over as every source does.
``ranges`` cuts a dump into pieces for many readers.
"""

from pipelines.sources.dump.packed import DumpError
from pipelines.sources.dump.source import DumpSource, dump_files
from pipelines.sources.dump.store import PageStore

__all__ = ["DumpError", "DumpSource", "PageStore", "dump_files"]
