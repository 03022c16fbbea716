"""When things run: the job, and the schedule for those who want one."""

import dagster as dg

refresh_warehouse = dg.define_asset_job(
    "refresh_warehouse",
    selection=dg.AssetSelection.all(),
    description="Read the pages, check, build, test and publish: the whole warehouse in one run.",
)

# Off until somebody switches it on: a fresh clone must not start to work by itself.
daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh_warehouse,
    cron_schedule="30 4 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Refresh the warehouse every day at 04:30 UTC.",
)
