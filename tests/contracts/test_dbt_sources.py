"""dbt's description of the raw tables may not drift from the contracts."""

from pipelines.contracts.dbt_sources import dbt_sources
from pipelines.settings import PROJECT_ROOT

SOURCES = PROJECT_ROOT / "dbt_project/models/staging/wikitext/_wikitext__sources.yml"


def test_the_dbt_source_file_is_what_the_contracts_give():
    assert SOURCES.read_text(encoding="utf-8") == dbt_sources(), "run `make contracts`"
