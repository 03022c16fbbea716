"""Models for the pages that changed, in place of a whole build where that gives the same.

Knows dbt's parsed project and the work file; runs the SQL that dbt compiled, and never dbt itself.
"""

from pipelines.increments.build import Increment
from pipelines.increments.state import begin_dbt, end_whole_build, increment

__all__ = ["Increment", "begin_dbt", "end_whole_build", "increment"]
