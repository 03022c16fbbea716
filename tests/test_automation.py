"""The sensor, the schedule and the alarm: when a run is asked for, and when not."""

import json
import sys

import dagster as dg
import pytest

from pipelines.automation import build_seeds_sensor, notify
from pipelines.definitions import build_definitions
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "seeds").mkdir()
    return Settings(seeds=tmp_path / "seeds", warehouse=tmp_path / "warehouse")


def look(settings, cursor=None):
    """One tick: what the sensor asked for, and its new cursor."""
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor)
        result = build_seeds_sensor(settings)(context)
    changed = [request.tags["liguilla/changed"] for request in result.run_requests or []]
    assert all(request.run_key is None for request in result.run_requests or [])
    return changed, result.cursor


def put(settings, name, text):
    (settings.seeds / name).write_text(text, encoding="utf-8")


def test_pages_that_appear_change_come_back_and_disappear_each_ask_for_one_run(settings):
    put(settings, "a.txt", "one")
    asked, cursor = look(settings)
    assert asked == ["a.txt"]
    assert look(settings, cursor) == ([], cursor)
    put(settings, "a.txt", "two")
    asked, second = look(settings, cursor)
    assert asked == ["a.txt"]
    put(settings, "a.txt", "one")
    asked, third = look(settings, second)
    assert (asked, third) == (["a.txt"], cursor)
    (settings.seeds / "a.txt").rename(settings.seeds / "b.txt")
    asked, fourth = look(settings, third)
    assert asked == ["a.txt, b.txt"]
    (settings.seeds / "b.txt").unlink()
    assert look(settings, fourth) == (["b.txt"], "{}")


def test_the_manifest_counts_and_other_files_do_not(settings):
    put(settings, "a.txt", "one")
    _, cursor = look(settings)
    put(settings, "notes.md", "no page")
    assert look(settings, cursor)[0] == []
    put(settings, "manifest.yml", "site: enwiki\n")
    assert look(settings, cursor)[0] == ["manifest.yml"]


def test_a_manifest_that_cannot_be_read_still_asks_for_the_run_that_will_say_so(settings):
    put(settings, "manifest.yml", "pages: [\n")
    assert look(settings, "{}")[0] == ["manifest.yml"]


def test_no_folder_is_a_reason_and_no_error(settings):
    settings.seeds.rmdir()
    assert look(settings) == ([], None)


def test_the_first_look_compares_with_what_is_published(built):
    assert look(built.settings)[0] == []


def test_the_first_look_sees_what_changed_since_the_publication(copy_of_built):
    copy_of_built.edit("000_0e887ea93d1d92e5.txt", "7–0", "8–0")
    assert look(copy_of_built.settings)[0] == ["000_0e887ea93d1d92e5.txt"]


def test_of_a_damaged_published_file_nothing_is_known(settings):
    put(settings, "a.txt", "one")
    settings.warehouse.mkdir()
    settings.published_file.write_text("no database at all " * 500)
    assert look(settings)[0] == ["a.txt"]


def test_the_cursor_is_the_hash_of_each_file(settings):
    put(settings, "a.txt", "one")
    _, cursor = look(settings)
    # sha256sum of the three letters "one".
    assert json.loads(cursor) == {
        "a.txt": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    }


def test_sensor_and_schedule_wait_to_be_switched_on(settings):
    repository = build_definitions(settings).get_repository_def()
    for sensor in repository.sensor_defs:
        assert sensor.default_status == dg.DefaultSensorStatus.STOPPED
    assert {sensor.name for sensor in repository.sensor_defs} == {
        "seeds_changed",
        "tell_of_failed_runs",
    }


def test_the_published_warehouse_has_a_freshness_policy(settings):
    graph = build_definitions(settings).resolve_asset_graph()
    node = graph.get(dg.AssetKey(["published", "warehouse"]))
    assert node.freshness_policy.fail_window.to_timedelta().total_seconds() == 36 * 3600


def test_the_alarm_hands_its_message_to_the_command(tmp_path):
    heard = tmp_path / "heard"
    code = f"import sys,pathlib; pathlib.Path({str(heard)!r}).write_text(sys.stdin.read())"
    assert notify(f'{sys.executable} -c "{code}"', "It failed; $(not a shell)") == (
        "told by LIGUILLA_ON_FAILURE"
    )
    assert heard.read_text() == "It failed; $(not a shell)"


@pytest.mark.parametrize("command", ["/no/such/command", "false", "'unbalanced"])
def test_an_alarm_that_does_not_work_says_so_and_raises_nothing(command):
    assert notify(command, "It failed").startswith("LIGUILLA_ON_FAILURE did not work")


def test_without_a_command_nobody_is_told():
    assert "not set" in notify(None, "It failed")
