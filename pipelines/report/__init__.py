"""The season book: static HTML with every table, its matches, and the lines they stand on."""

from pipelines.report.book import Book, render_book
from pipelines.report.write import ReportError

__all__ = ["Book", "ReportError", "render_book"]
