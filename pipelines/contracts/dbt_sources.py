"""Write dbt's description of the raw tables from the contracts: ``make contracts``."""

import sys

import yaml

from pipelines.contracts.ddl import type_name
from pipelines.contracts.raw import CONTRACTS

HEADER = "# Written from pipelines/contracts by `make contracts`; change it there.\n"


def dbt_sources() -> str:
    """The dbt source file of schema ``raw``, as YAML text."""
    tables = [
        {
            "name": name,
            "description": schema.description,
            "columns": [
                {
                    "name": column,
                    "data_type": type_name(definition).lower(),
                    "description": definition.description,
                }
                for column, definition in schema.columns.items()
            ],
        }
        for name, schema in CONTRACTS.items()
    ]
    source = {
        "name": "wikitext",
        "schema": "raw",
        "description": "Rows the parser read from the pages, as plain text next to their position.",
        "tables": tables,
    }
    document = {"version": 2, "sources": [source]}
    return HEADER + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    sys.stdout.write(dbt_sources())
