"""What a published warehouse is handed out as beside the DuckDB file: plain files for anyone.

The one door is ``export_all``: a connection in, files in a folder and their count out. It reads
the schema ``marts`` and the pages' licences, and knows nothing of dbt, Dagster or wikitext.
"""

from pipelines.exports.export import Exports, export_all
from pipelines.exports.tables import ExportError

__all__ = ["ExportError", "Exports", "export_all"]
