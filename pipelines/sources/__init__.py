"""Where pages come from. Each source yields ``SourcePage``; nothing here parses or stores."""

from pipelines.sources.page import Source, SourcePage, SourceProblem, title_key
from pipelines.sources.seeds import SeedFolder, SourceError

__all__ = ["SeedFolder", "Source", "SourceError", "SourcePage", "SourceProblem", "title_key"]
