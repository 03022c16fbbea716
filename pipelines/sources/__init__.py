"""Where pages come from. Each source yields ``SourcePage``; nothing here parses or stores."""

from pipelines.sources.combined import CombinedSource
from pipelines.sources.errors import SourceError
from pipelines.sources.manifest import MANIFEST
from pipelines.sources.page import Source, SourcePage, SourceProblem, UnchangedPage, title_key
from pipelines.sources.seeds import SeedFolder, fingerprints

__all__ = [
    "MANIFEST",
    "CombinedSource",
    "SeedFolder",
    "Source",
    "SourceError",
    "SourcePage",
    "SourceProblem",
    "UnchangedPage",
    "fingerprints",
    "title_key",
]
