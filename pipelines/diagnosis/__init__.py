"""Which edit would mend a table that its matches contradict.

Pure: a table with its matches in, equally small explanations out. Imports nothing but the standard
library, stores nothing and changes nothing; the warehouse calls ``diagnose_json``. What belongs
here is the search and its sentences. Which match counts in which table is decided before.
"""

from pipelines.diagnosis.diagnose import diagnose
from pipelines.diagnosis.json_form import case_json, diagnose_json
from pipelines.diagnosis.model import (
    Cause,
    Diagnosis,
    Edit,
    Explanation,
    Match,
    PointsRule,
    PublishedRow,
    TableCase,
)

__all__ = [
    "Cause",
    "Diagnosis",
    "Edit",
    "Explanation",
    "Match",
    "PointsRule",
    "PublishedRow",
    "TableCase",
    "case_json",
    "diagnose",
    "diagnose_json",
]
