"""What the public tables mean, written from the database and the dbt project for people to read.

``dictionary`` gives the generated part of ``warehouse/README.md``; ``write_docs`` gives dbt's own
documentation as one file. Nothing here changes a warehouse.
"""

from pipelines.dictionary.dbt_docs import write_docs
from pipelines.dictionary.readme import dictionary, replace_generated_part
from pipelines.dictionary.relations import DictionaryError

__all__ = ["DictionaryError", "dictionary", "replace_generated_part", "write_docs"]
