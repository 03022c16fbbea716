"""Where pages come from. Each source yields ``SourcePage``; nothing here parses or stores."""

from pipelines.sources.page import SourcePage, SourceProblem
from pipelines.sources.seeds import SeedFolder, SourceError

__all__ = ["SeedFolder", "SourceError", "SourcePage", "SourceProblem"]
