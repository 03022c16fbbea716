"""The season book: what the marts hold, as pages that a browser opens from disk."""

import dagster as dg

from pipelines.assets.failures import in_a_sentence
from pipelines.assets.resources import WarehouseResource, progress
from pipelines.publication import BOOK, record_results
from pipelines.report import render_book

SEASON_BOOK = dg.AssetKey([BOOK])


def build_season_book_asset(marts: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset of the season book, downstream of the public tables and of the pages' text."""

    @dg.asset(
        key=SEASON_BOOK,
        deps=[*marts, dg.AssetKey(["raw", "pages"])],
        group_name="published",
        kinds={"html", "jinja"},
        description=(
            "A page for each season, with an index: the published tables beside the computed "
            "ones, results, positions by round, matches, entrants, and beside every figure its "
            "line of the page. Rendered into the work folder; `published/warehouse` publishes it "
            "as `report/index.html` together with the tables it shows."
        ),
    )
    def season_book(warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
        settings, store = warehouse.settings(), warehouse.open()
        progress.info("rendering the season book")
        with in_a_sentence(settings.sql_memory), store.turn():
            with store.read() as connection:
                book = render_book(connection, settings.book, settings.processes)
            with store.write() as connection:
                record_results(connection, {BOOK: "success"})
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(settings.book / "index.html")),
                "season_pages": book.pages,
                "rendered_now": book.rendered,
                "unchanged": book.unchanged,
                "removed": book.removed,
                "size_bytes": book.size_bytes,
            }
        )

    return season_book
