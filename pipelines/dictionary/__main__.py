"""``python -m pipelines.dictionary readme|docs``: behind ``make dictionary`` and ``make docs``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.dbt_runner import DbtError, parse_project
from pipelines.dictionary import DictionaryError, dictionary, replace_generated_part, write_docs
from pipelines.settings import PROJECT_ROOT, Settings, SettingsError
from pipelines.warehouse import CONFIG, WarehouseError

README = PROJECT_ROOT / "warehouse" / "README.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command on the published warehouse; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.dictionary", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("readme", help="renew the dictionary in warehouse/README.md")
    commands.add_parser("docs", help="write dbt's documentation as one HTML file")
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        if not settings.published_file.exists():
            where = settings.published_file
            message = f"nothing is published at {where}; run `make warehouse`"
            raise DictionaryError(message)
        written = write_docs(settings) if chosen.command == "docs" else write_readme(settings)
    except (DbtError, DictionaryError, SettingsError, WarehouseError, OSError, duckdb.Error) as why:
        print(f"\nerror: {why}", file=sys.stderr)
        return 1
    print(f"written: {written}")
    return 0


def write_readme(settings: Settings, readme: Path = README) -> Path:
    """Renew the generated part of a README from the published warehouse; returns its path."""
    manifest = parse_project(settings).data
    with duckdb.connect(str(settings.published_file), read_only=True, config=CONFIG) as connection:
        generated = dictionary(connection, manifest)
    text = replace_generated_part(readme.read_text(encoding="utf-8"), generated)
    readme.write_text(text, encoding="utf-8")
    return readme


if __name__ == "__main__":
    sys.exit(main())
