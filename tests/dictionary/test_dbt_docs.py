"""``make docs``: dbt's documentation as one file, looked at in a browser that has no network."""

import hashlib

import pytest

from pipelines.dbt_runner import DbtError
from pipelines.dictionary import write_docs


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_documentation_opens_from_disk_without_a_network(built, copy_of_built, browser):
    settings = copy_of_built.settings
    before = digest(settings.published_file), digest(settings.build_file)
    written = write_docs(settings)
    assert written == settings.warehouse / "docs" / "static_index.html"
    assert [path.name for path in written.parent.iterdir()] == ["static_index.html"]
    assert (digest(settings.published_file), digest(settings.build_file)) == before

    context = browser.new_context(offline=True)
    page = context.new_page()
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{written}#!/model/model.liguilla.fct_matches")
    page.get_by_text("Matches, one row each, whichever witness tells them.").first.wait_for()
    # From the project: the description. From the database: the type.
    assert page.get_by_role("row").filter(has_text="attendance").filter(has_text="BIGINT").count()
    page.locator(".launcher-btn").click()
    page.locator("canvas").first.wait_for()
    page.goto(f"file://{written}#!/overview")
    page.get_by_text("Every league table is recomputed from the matches").first.wait_for()
    assert errors == []
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}
    context.close()


def test_what_dbt_cannot_describe_is_a_sentence_and_leaves_the_old_file(copy_of_built):
    settings = copy_of_built.settings
    docs = settings.warehouse / "docs"
    docs.mkdir()
    (docs / "static_index.html").write_text("the old one")
    settings.published_file.unlink()
    settings.published_file.write_text("no database")
    with pytest.raises(DbtError, match="dbt could not write its documentation: "):
        write_docs(settings)
    assert (docs / "static_index.html").read_text() == "the old one"
