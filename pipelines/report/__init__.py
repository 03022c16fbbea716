"""The season book: static HTML with every table, its matches, and the lines they stand on."""

from pipelines.report.book import Book, ReportError, render_book

__all__ = ["Book", "ReportError", "render_book"]
