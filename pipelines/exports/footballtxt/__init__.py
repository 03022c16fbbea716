"""The matches of each page in openfootball's Football.TXT form.

``grammar`` is what the form can say, ``season`` one page as text (both pure), ``files`` the pages
of a warehouse as files. Written is what sport.db's parser of 2026 reads; what it could not read
stands as a comment with its reason, and is counted.
"""

from pipelines.exports.footballtxt.files import MatchFiles, write_files

__all__ = ["MatchFiles", "write_files"]
