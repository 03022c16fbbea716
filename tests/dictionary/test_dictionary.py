"""The dictionary in ``warehouse/README.md`` is what the database says; its diagram, the tests."""

import re

import duckdb
import pytest

from pipelines.dbt_runner import parse_project
from pipelines.dictionary import DictionaryError, dictionary, replace_generated_part
from pipelines.dictionary.__main__ import README, main, write_readme
from pipelines.dictionary.diagram import er_diagram
from pipelines.dictionary.readme import BEGIN, END
from pipelines.dictionary.relations import Relation, keys, relations
from pipelines.settings import PROJECT_ROOT

TEXT = README.read_text(encoding="utf-8")
PUBLIC = "database_name = current_database() AND schema_name = 'marts'"
# | column | type | meaning | example |, where a bar inside a cell is written \|.
ROW = re.compile(r"^\| (\w+) \| (.+?) \| ((?:\\\||[^|])+) \| ((?:\\\||[^|])*) \|$", re.MULTILINE)


@pytest.fixture
def published(built):
    with duckdb.connect(str(built.settings.published_file), read_only=True) as connection:
        yield connection


@pytest.fixture
def small():
    """A database with one public table, and the dbt project that belongs to it."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE SCHEMA marts;"
            "CREATE TABLE marts.dim_cups (cup_id VARCHAR, note VARCHAR, names VARCHAR[],"
            " seen_at TIMESTAMP, is_old BOOLEAN, prize BIGINT);"
            "COMMENT ON TABLE marts.dim_cups IS 'Cups.';"
        )
        for column in ("cup_id", "note", "names", "seen_at", "is_old", "prize"):
            connection.execute(f"COMMENT ON COLUMN marts.dim_cups.{column} IS 'The {column}.'")
        yield connection


def project_of_cups(**changes):
    """The part of a parsed project that says: dim_cups has the key cup_id."""
    model = {"resource_type": "model", "schema": "marts", "name": "dim_cups"}
    test = {
        "resource_type": "test",
        "attached_node": "cups",
        "column_name": "cup_id",
        "depends_on": {"nodes": ["cups"]},
        "config": {"where": None},
    }
    unique = {**test, "test_metadata": {"name": "unique", "kwargs": {}}, **changes}
    not_null = {**test, "test_metadata": {"name": "not_null", "kwargs": {}}}
    return {"nodes": {"cups": model, "unique": unique, "not_null": not_null}}


def sections():
    """What the README says of each public table: its text before the first bar, and its rows."""
    written = TEXT.partition(BEGIN)[2].partition(END)[0]
    parts = re.split(r"^### (\w+)$", written, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_readme_is_what_the_database_says_today(built, published):
    expected = dictionary(published, parse_project(built.settings).data)
    same = replace_generated_part(TEXT, expected) == TEXT
    assert same, "warehouse/README.md is older than the models: run `make dictionary`"


def test_each_comment_in_the_database_stands_in_the_readme(published):
    # Looked up without the code that wrote it.
    columns = published.execute(
        f"SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE {PUBLIC} "
        "ORDER BY table_name, column_index"
    ).fetchall()
    written = [
        (table, name, type_, meaning.replace("\\|", "|"))
        for table, text in sections().items()
        for name, type_, meaning, _ in ROW.findall(text)
        if name != "column"
    ]
    assert written == columns
    assert len(columns) > 200
    tables = published.execute(
        f"SELECT table_name, comment FROM duckdb_tables() WHERE {PUBLIC} ORDER BY table_name"
    ).fetchall()
    assert [(table, text.strip().split("\n")[0]) for table, text in sections().items()] == tables


def test_examples_are_values_of_the_table(published):
    shown = 0
    for table, text in sections().items():
        for name, type_, _, example in ROW.findall(text):
            value = re.fullmatch(r"`([^`…]+)`", example)
            if value is None or type_.endswith("]"):
                continue
            found = published.execute(
                f"SELECT count(*) FROM marts.{table} WHERE {name}::VARCHAR = ?",
                [value[1].replace("\\|", "|")],
            ).fetchone()
            assert found is not None
            assert found[0] > 0, f"{table}.{name} is never {value[1]}"
            shown += 1
    assert shown > 120


def test_the_key_in_the_readme_tells_the_rows_apart(published):
    for table, text in sections().items():
        grain = re.search(r"^One row for each (`.+`)\.", text, re.MULTILINE)
        assert grain is not None, table
        key = grain[1].replace("`", "")
        assert (
            published.execute(f"SELECT count(*) FROM marts.{table}").fetchone()
            == published.execute(
                f"SELECT count(*) FROM (SELECT DISTINCT {key} FROM marts.{table})"
            ).fetchone()
        ), table


def test_every_relationships_test_is_a_line_of_the_diagram_and_nothing_else(built):
    nodes = parse_project(built.settings).data["nodes"].values()
    tested = sorted(
        (
            re.fullmatch(r"ref\('(\w+)'\)", node["test_metadata"]["kwargs"]["to"])[1],
            node["attached_node"].split(".")[-1],
            node["column_name"],
        )
        for node in nodes
        if node.get("test_metadata") and node["test_metadata"]["name"] == "relationships"
        if node["schema"] and node["attached_node"].split(".")[-1].startswith(("dim_", "fct_"))
    )
    drawn = re.findall(r"^    (\w+) (?:\|\||\|o)--(?:o\{|o\|) (\w+) : (\w+)$", TEXT, re.MULTILINE)
    assert sorted(drawn) == tested
    assert len(drawn) > 40


def test_lines_of_the_diagram_say_how_many(published):
    # A match may be without a table; a verdict has one table and a table at most one verdict.
    assert "dim_league_tables |o--o{ fct_matches : league_table_id" in TEXT
    assert "dim_league_tables ||--o| fct_league_table_reconciliation : league_table_id" in TEXT
    assert "dim_pages ||--o{ fct_matches : page_id" in TEXT
    # A refused page is not in dim_pages, and the test of the relation leaves its issues out.
    assert "dim_pages |o--o{ fct_parse_issues : page_id" in TEXT


@pytest.mark.parametrize(
    ("is_required", "is_single", "line"),
    [
        (True, False, "||--o{"),
        (True, True, "||--o|"),
        (False, False, "|o--o{"),
        (False, True, "|o--o|"),
    ],
)
def test_the_ends_of_a_line(is_required, is_single, line):
    relation = Relation("fct_a", "b_id", "dim_b", "b_id", is_required, is_single)
    assert er_diagram([], {}, [relation]) == f"erDiagram\n    dim_b {line} fct_a : b_id"


def test_the_diagram_names_keys(built):
    assert "varchar match_id PK\n" in TEXT
    assert "varchar match_id PK, FK\n" in TEXT
    assert "varchar home_team_id FK\n" in TEXT
    found = keys(parse_project(built.settings).data)
    assert found["fct_matches"] == ("match_id",)
    assert found["fct_standings_by_round"] == ("league_table_id", "round_number", "team_id")
    required = {
        (relation.table, relation.column)
        for relation in relations(parse_project(built.settings).data)
        if relation.is_required
    }
    assert ("fct_matches", "season_id") in required
    assert ("fct_matches", "home_team_id") not in required
    assert ("fct_parse_issues", "page_id") not in required


def row(text, name):
    return next(line for line in text.split("\n") if line.startswith(f"| {name} "))


def test_empty_absent_and_nought_are_three_examples(small):
    project = project_of_cups()
    text = dictionary(small, project)
    assert "No row of it comes from the given pages" in text
    assert row(text, "note").endswith("|  |")
    small.execute(
        "INSERT INTO marts.dim_cups VALUES"
        " ('a', '', [], now()::TIMESTAMP, false, NULL), ('b', NULL, NULL, NULL, NULL, NULL)"
    )
    text = dictionary(small, project)
    assert "No row of it" not in text
    assert row(text, "note").endswith("| `''` |")
    assert row(text, "names").endswith("| `[]` |")
    assert row(text, "is_old").endswith("| `false` |")
    assert row(text, "prize").endswith("| *always NULL on the given pages* |")
    assert row(text, "seen_at").endswith("| *differs from run to run* |")
    small.execute(
        "INSERT INTO marts.dim_cups VALUES ('c', 'x|y`z', ['Cup', 'Copa'], NULL, NULL, 0)"
    )
    text = dictionary(small, project)
    assert row(text, "note").endswith("| ``x\\|y`z`` |")
    assert row(text, "names").endswith("| `[Cup, Copa]` |")
    assert row(text, "prize").endswith("| `0` |")
    # The row with most to tell comes first.
    assert row(text, "cup_id").endswith("| `c` |")


def test_long_values_are_cut_and_stay_on_their_line(small):
    small.execute("INSERT INTO marts.dim_cups (cup_id, note) VALUES ('a', repeat('long\n', 20))")
    assert row(dictionary(small, project_of_cups()), "note").endswith("long long long long…` |")


def test_what_has_no_description_cannot_be_written(small):
    small.execute("COMMENT ON COLUMN marts.dim_cups.prize IS NULL")
    with pytest.raises(DictionaryError, match=r"dim_cups\.prize has no description; give it one"):
        dictionary(small, project_of_cups())
    small.execute("COMMENT ON TABLE marts.dim_cups IS ''")
    with pytest.raises(DictionaryError, match="dim_cups has no description"):
        dictionary(small, project_of_cups())


def test_what_has_no_proven_key_cannot_be_written(small):
    without = project_of_cups()
    del without["nodes"]["unique"]
    with pytest.raises(DictionaryError, match="tells the rows of dim_cups apart; give it a unique"):
        dictionary(small, without)
    # A test that looks at some of the rows proves nothing of the others.
    partly = project_of_cups(config={"where": "prize > 0"})
    with pytest.raises(DictionaryError, match="tells the rows of dim_cups apart"):
        dictionary(small, partly)
    nullable = project_of_cups()
    del nullable["nodes"]["not_null"]
    with pytest.raises(
        DictionaryError, match=r"dim_cups\.cup_id is part of the key; give it a not"
    ):
        dictionary(small, nullable)


def test_what_people_wrote_around_the_generated_part_stays():
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert replace_generated_part(text, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        BEGIN,
        END,
        f"{END}\n{BEGIN}",
        f"{BEGIN}\n{BEGIN}\n{END}",
        f"{BEGIN}\n{END}\n{END}",
    ],
)
def test_a_readme_without_its_marks_is_refused(text):
    with pytest.raises(DictionaryError, match="needs these two lines once each"):
        replace_generated_part(text, "new")


def test_writing_twice_gives_the_same(built, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\n{END}\nafter\n", encoding="utf-8")
    once = write_readme(built.settings, readme).read_text(encoding="utf-8")
    assert "### dim_pages" in once
    assert write_readme(built.settings, readme).read_text(encoding="utf-8") == once


@pytest.mark.parametrize("command", ["readme", "docs"])
def test_an_unpublished_warehouse_is_a_sentence(command, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("LIGUILLA_WAREHOUSE", str(tmp_path))
    assert main([command]) == 1
    assert f"nothing is published at {tmp_path}/liguilla.duckdb; run" in capsys.readouterr().err


def test_the_readme_lists_every_query_with_its_question():
    for path in (PROJECT_ROOT / "warehouse" / "queries").glob("*.sql"):
        assert f"| [{path.stem}](queries/{path.name}) | " in TEXT
        if path.stem != "coverage":
            question = path.read_text(encoding="utf-8").split("\n")[0].removeprefix("-- ")
            assert f"(queries/{path.name}) | {question} |" in TEXT
