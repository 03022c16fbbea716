"""The description is held against the files by the standard's own validator."""

import json
import shutil
from datetime import UTC, datetime

import duckdb
import frictionless
import pytest

from pipelines.dictionary.relations import Relation
from pipelines.exports import datapackage, export_all
from tests.exports.conftest import ODD, make_odd


def described(exported):
    return json.loads((exported.folder / "datapackage.json").read_text(encoding="utf-8"))


def resource(package, name):
    [found] = [resource for resource in package["resources"] if resource["name"] == name]
    return found


def problems(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["name", "rowNumber", "fieldName", "type", "note"])


@pytest.mark.parametrize("which", ["exported", "nasty"])
def test_package_schemas_and_every_file_are_valid(which, request):
    exported = request.getfixturevalue(which)
    report = frictionless.validate(str(exported.folder / "datapackage.json"))
    assert problems(exported.folder) == []
    assert report.valid
    # Nothing but the description itself is left undescribed, and nothing described is missing.
    on_disk = {
        file.relative_to(exported.folder).as_posix()
        for file in exported.folder.rglob("[!.]*")
        if file.is_file()
    }
    paths = [resource["path"] for resource in described(exported)["resources"]]
    assert {*paths, "datapackage.json"} == on_disk
    assert len(report.tasks) == len(paths) == len(on_disk) - 1


@pytest.fixture
def folder(exported, tmp_path):
    """A copy of the exports that a test may damage."""
    shutil.copytree(exported.folder, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("csv/fct_matches.csv", ",1997-11-30,", ",30 Nov 1997,", "type-error"),
        ("csv/dim_teams.csv", '"juan-aurich"', '"juan-aurix"', "foreign-key"),
        ("csv/fct_matches.csv", "1997_Copa_Perú#match-2", "1997_Copa_Perú#match-1", "primary-key"),
        ("footballtxt/1997-copa-peru.txt", "7-0", "0-7", "hash-count"),
    ],
)
def test_a_damaged_file_is_found(folder, path, old, new, problem):
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.chmod(0o644)
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert problem in {found[3] for found in problems(folder)}


def test_columns_are_described_as_in_the_database(exported):
    fields = resource(described(exported), "dim_teams")["schema"]["fields"]
    assert {"name": "also_known_as", "type": "array"}.items() <= fields[2].items()
    comments = exported.query(
        "SELECT column_name, comment FROM duckdb_columns() "
        "WHERE schema_name = 'marts' AND table_name = 'dim_teams' ORDER BY column_index"
    )
    assert [(field["name"], field["description"]) for field in fields] == comments
    assert all(comment for _, comment in comments)


def test_keys_are_those_that_tests_prove(exported):
    package = described(exported)
    assert resource(package, "fct_team_matches")["schema"]["primaryKey"] == ["match_id", "side"]
    assert {
        "fields": ["home_team_id"],
        "reference": {"resource": "dim_teams", "fields": ["team_id"]},
    } in resource(package, "fct_matches")["schema"]["foreignKeys"]


def test_a_relation_that_does_not_hold_for_every_row_is_left_out(exported, tmp_path):
    """Rows of fct_page_changes outlive their page: their relation is proven for some rows only."""
    relations = [
        Relation("fct_matches", "page_id", "dim_pages", "page_id", True, False),
        Relation("fct_matches", "page_id", "dim_pages", "title", True, False),
    ]
    with duckdb.connect(str(exported.warehouse), read_only=True) as connection:
        export_all(connection, tmp_path, relations=relations)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    [found] = resource(package, "fct_matches")["schema"]["foreignKeys"]
    assert found["reference"] == {"resource": "dim_pages", "fields": ["page_id"]}


def test_licence_and_sources_are_those_of_the_pages(exported, nasty):
    package = described(exported)
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-SA-4.0"]
    assert [source["title"] for source in package["sources"]] == [
        "1996 Copa Perú (enwiki)",
        "1997 Copa Perú (enwiki)",
    ]
    assert {source["attribution"] for source in package["sources"]} == {"Wikipedia contributors"}
    # Pages that name no licence are not given one.
    assert "licenses" not in described(nasty)
    assert all("license" not in source for source in described(nasty)["sources"])


def test_a_formula_stays_the_text_it_is_on_the_page(nasty):
    text = (nasty.folder / "csv" / "dim_teams.csv").read_text(encoding="utf-8")
    assert ',"=HYPERLINK(1)",' in text
    assert "import text columns as text" in described(nasty)["description"]


def test_odd_values_are_valid_and_read_as_they_are(nasty, tmp_path):
    shutil.copyfile(nasty.warehouse, tmp_path / "odd.duckdb")
    with duckdb.connect(str(tmp_path / "odd.duckdb")) as connection:
        make_odd(connection)
        export_all(connection, tmp_path / "version")
    assert problems(tmp_path / "version") == []
    package = frictionless.Package(str(tmp_path / "version" / "datapackage.json"))
    rows = [tuple(row.to_dict().values()) for row in package.get_resource("odd").read_rows()]
    # The validator's reader does not tell an empty text from a missing one.
    expected = [tuple(value if value != "" else None for value in row) for row in ODD]
    utc = [
        tuple(value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for value in row)
        for row in expected
    ]
    assert rows == utc


@pytest.mark.parametrize(
    "value",
    [
        {"path": "a.txt", "bytes": 12, "hash": None, "title": 'A "quoted" — ünï\u2028 <b>'},
        {"path": "a.csv", "schema": {"fields": [{"name": "a", "description": None}]}},
        {"name": "", "ratio": 1.5, "is": True},
    ],
)
def test_what_is_written_an_item_at_a_time_is_written_as_python_writes_it(value):
    known = datapackage._without_nothing(value)
    assert datapackage._json(value) == json.dumps(known, ensure_ascii=False, indent=2)
