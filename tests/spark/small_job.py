"""The job of the environment in ranges and parts that are small enough for a small dump.

``kill``: an executor dies in the first task of each kind. ``impatient``: it does not wait long
before it says that nobody takes tasks.
"""

import sys
from functools import partial

from pyspark import cloudpickle

from pipelines import spark_job
from tests.spark import killing

if __name__ == "__main__":
    small = partial(spark_job.Driver, bytes_a_range=1_500, pages_a_part=7)
    spark_job.Driver = partial(small, seconds_to_wait=0) if "impatient" in sys.argv else small
    if "kill" in sys.argv:
        # The workers do not have the tests.
        cloudpickle.register_pickle_by_value(killing)
        spark_job.do_entries = partial(killing.do_entries, victim=killing.executor)
    sys.exit(spark_job.main())
