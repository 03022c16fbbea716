"""When things run: the job, the sensor and the schedule for those who want them, the alarm."""

import json
import shlex
import subprocess
from datetime import timedelta

import dagster as dg
import duckdb

from pipelines.settings import Settings
from pipelines.sources import MANIFEST, fingerprints
from pipelines.warehouse import CONFIG

refresh_warehouse = dg.define_asset_job(
    "refresh_warehouse",
    selection=dg.AssetSelection.all(),
    description="Read the pages, check, build, test and publish: the whole warehouse in one run.",
)

# Both are off until somebody switches them on: a fresh clone must not start to work by itself.
daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh_warehouse,
    cron_schedule="30 4 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Refresh the warehouse every day at 04:30 UTC.",
)

# A day and a half: the daily schedule may miss once before anybody is told.
FRESHNESS = dg.FreshnessPolicy.time_window(
    fail_window=timedelta(hours=36), warn_window=timedelta(hours=25)
)

NOTIFY_TIMEOUT_SECONDS = 60


def build_seeds_sensor(settings: Settings) -> dg.SensorDefinition:
    """The sensor that asks for a run when a page appears, changes, comes back or disappears."""

    @dg.sensor(
        name="seeds_changed",
        job=refresh_warehouse,
        minimum_interval_seconds=10,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Refresh the warehouse when the seeds folder or its manifest changes.",
    )
    def seeds_changed(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        if not settings.seeds.is_dir():
            return dg.SensorResult(skip_reason=f"there is no folder {settings.seeds}")
        now = fingerprints(settings.seeds, settings.seen_files)
        before = json.loads(context.cursor) if context.cursor else published_files(settings, now)
        changed = sorted(name for name in {*now, *before} if now.get(name) != before.get(name))
        cursor = json.dumps(now, ensure_ascii=False, sort_keys=True)
        if not changed:
            return dg.SensorResult(skip_reason="no page changed", cursor=cursor)
        # No run key: it would be made of the content, and a page may return to an earlier text.
        tags = {"liguilla/changed": _shortened(", ".join(changed))}
        return dg.SensorResult(run_requests=[dg.RunRequest(tags=tags)], cursor=cursor)

    return seeds_changed


def published_files(settings: Settings, now: dict[str, str]) -> dict[str, str]:
    """The files that the published warehouse was read from, with their hashes.

    For the first look, when there is no cursor yet. What the manifest was is not kept there, so
    today's counts as known. Nothing published, or nothing that can be read, means that nothing is
    known.
    """
    if not settings.published_file.exists():
        return {}
    published = str(settings.published_file)
    try:
        with duckdb.connect(published, read_only=True, config=CONFIG) as connection:
            rows = connection.execute(
                "SELECT source_uri, content_sha256 FROM raw.pages WHERE is_current"
            ).fetchall()
    except duckdb.Error:
        return {}
    return {**{name: now[name] for name in (MANIFEST,) if name in now}, **dict(rows)}


def build_failure_alarm(settings: Settings) -> dg.SensorDefinition:
    """The hook on failed runs: hands a sentence to the command LIGUILLA_ON_FAILURE, if set."""

    @dg.run_failure_sensor(
        name="tell_of_failed_runs",
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Runs the command in LIGUILLA_ON_FAILURE with the reason on its input.",
    )
    def tell_of_failed_runs(context: dg.RunFailureSensorContext) -> None:
        reasons = [event.message or "" for event in context.get_step_failure_events()]
        run = context.dagster_run
        sentence = f"{run.job_name} failed (run {run.run_id}): {context.failure_event.message}"
        context.log.info(notify(settings.on_failure, "\n".join([sentence, *reasons])))

    return tell_of_failed_runs


def notify(command: str | None, message: str) -> str:
    """Hand a message to a command on its standard input; returns what became of it.

    Never raises: an alarm that fails must not hide what it is about.
    """
    if command is None:
        return "LIGUILLA_ON_FAILURE is not set; nobody is told"
    try:
        subprocess.run(
            shlex.split(command),
            input=message,
            text=True,
            check=True,
            timeout=NOTIFY_TIMEOUT_SECONDS,
            capture_output=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return f"LIGUILLA_ON_FAILURE did not work: {error}"
    return "told by LIGUILLA_ON_FAILURE"


def _shortened(text: str, length: int = 250) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
