"""Where pages come from. Each source yields ``SourcePage``; nothing here parses or stores."""

from pipelines.sources.page import Source, SourcePage, SourceProblem, title_key
from pipelines.sources.seeds import MANIFEST, SeedFolder, SourceError, fingerprints

__all__ = [
    "MANIFEST",
    "SeedFolder",
    "Source",
    "SourceError",
    "SourcePage",
    "SourceProblem",
    "fingerprints",
    "title_key",
]
