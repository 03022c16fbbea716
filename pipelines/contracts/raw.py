"""The raw tables, one contract each: the only definition of their columns.

Whoever adds a column adds it here and in the parser; the DDL follows by itself and a test names
the dbt source file that has to follow.
"""

from pipelines.contracts.columns import (
    SHA256,
    flag,
    integer,
    maybe_text,
    one_of,
    ordinal,
    raw_table,
    text,
    timestamp,
)
from pipelines.contracts.pandera_alone import pa

CHANGED_ENTITIES = (
    *("page", "season_fact", "entrant", "league_table", "table_row", "match", "grid_result"),
)

SECTION_NO = integer("The section the row stands in; 0 is the lead.", pa.Check.ge(0))
TEMPLATE = text("Name of the template as written, white space normalised; or 'wikitable'.")

PAGES = raw_table(
    "pages",
    "One version of a page. Every version ever ingested stays; is_current marks today's.",
    {
        "site": text("The wiki, such as enwiki."),
        "title": text("Title of the page, with spaces."),
        "source_uri": text("Where the text came from: file, API address or dump."),
        "revision_id": integer("The wiki's revision number, where known.", nullable=True),
        "bytes": integer("Size of the text as given, in bytes.", pa.Check.ge(0)),
        "line_count": integer("Number of lines of the text.", pa.Check.ge(1)),
        "dialect": text(
            "wikitext as on a wiki, or flattened as some mirrors publish it.",
            one_of("wikitext", "flattened"),
        ),
        "licence": maybe_text("Licence of the text."),
        "attribution": maybe_text("Whom the licence asks to name."),
        "must_reconcile": flag("Whether a difference on this page blocks publication."),
        "first_seen_at": timestamp("When this version was ingested for the first time."),
        "ingested_at": timestamp("When this version was ingested last."),
        "is_current": flag("Whether this is the version that the other raw tables were read from."),
        "wikitext": text("The text itself."),
    },
    key=("content_sha256",),
)

SECTIONS = raw_table(
    "sections",
    "One section of a page; its lines run to the next heading of the same or a higher level.",
    {
        "section_no": integer("Ordinal in page order; 0 is the lead.", pa.Check.ge(0)),
        "parent_section_no": integer("The section this one belongs to.", nullable=True),
        "level": integer("Heading level, 2 for ==; 0 for the lead.", pa.Check.in_range(0, 6)),
        "heading": text("The heading as plain text; '' for the lead."),
        "section_path": text("The headings from the top down to this one, joined by ' > '."),
    },
    key=("section_no",),
)

INFOBOX_FIELDS = raw_table(
    "infobox_fields",
    "One parameter of a season infobox.",
    {
        "infobox_no": ordinal("Ordinal of the infobox on the page."),
        "field_no": ordinal("Ordinal of the parameter in its infobox."),
        "template": TEMPLATE,
        "parameter": text("Name of the parameter."),
        "value": text("Its value as plain text; '' when it is empty."),
        "link_target": maybe_text("Page that the value's first link leads to."),
    },
    key=("infobox_no", "field_no"),
)

MATCH_BOXES = raw_table(
    "match_boxes",
    "One match that a page describes by itself: a football box, or one leg of a leg table.",
    {
        "match_no": ordinal("Ordinal of the match on the page."),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "witness": text("What kind of markup tells of it.", one_of("match_box", "leg_result")),
        "leg_no": integer("Which leg of a tie, for leg results.", nullable=True),
        "date": maybe_text("Date as written."),
        "time": maybe_text("Kick-off as written; local time."),
        "round": maybe_text("Parameter round."),
        "competition": maybe_text("Parameter competition."),
        "team1": maybe_text("Team named first, as plain text."),
        "team1_link": maybe_text("Page that team1 links to."),
        "team1_code": maybe_text("Country code of team1's flag template."),
        "team2": maybe_text("Team named second, as plain text."),
        "team2_link": maybe_text("Page that team2 links to."),
        "team2_code": maybe_text("Country code of team2's flag template."),
        "score": maybe_text("Score as written."),
        "score_link": maybe_text("Page that the score links to."),
        "score1": maybe_text("Parameter score1."),
        "score2": maybe_text("Parameter score2."),
        "aet": maybe_text("Parameter aet: not blank means after extra time."),
        "penaltyscore": maybe_text("Score of the shoot-out as written."),
        "aggregatescore": maybe_text("Score over all legs as written."),
        "goals1": maybe_text("Goals of team1 as plain text."),
        "goals2": maybe_text("Goals of team2 as plain text."),
        "stadium": maybe_text("Ground as written, often with the city."),
        "location": maybe_text("City as written."),
        "attendance": maybe_text("Attendance as written; 0 is a fact."),
        "referee": maybe_text("Referee as written."),
        "report": maybe_text("Link or text of the report."),
        "note": maybe_text("Notes below the box, and footnotes beside the score."),
        "anchor": maybe_text("Parameter id: the name other pages link to."),
    },
    key=("match_no",),
)

GOALS = raw_table(
    "goals",
    "One goal listed in a match box.",
    {
        "match_no": ordinal("The match on the page."),
        "goal_no": ordinal("Ordinal of the goal in its match."),
        "side": integer("1 or 2: the team the goal counts for.", pa.Check.isin([1, 2])),
        "scorer": maybe_text("Scorer as plain text."),
        "scorer_link": maybe_text("Page that the scorer links to."),
        "minute": integer("Minute of play.", pa.Check.ge(0), nullable=True),
        "stoppage": integer("Minute of stoppage time after it.", pa.Check.ge(0), nullable=True),
        "kind": text("How it was scored.", one_of("goal", "penalty", "own_goal")),
    },
    key=("match_no", "goal_no"),
)

LEAGUE_TABLES = raw_table(
    "league_tables",
    "One published league table.",
    {
        "table_no": ordinal("Ordinal of the table on the page."),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "family": text("Markup family.", one_of("sports_table", "fb_cl", "wikitable")),
        "style": maybe_text(
            "Parameter style of Sports table; of a wikitable the headings of shoot-out columns."
        ),
        "caption": maybe_text("Caption or title of the table."),
        "team_count": integer("Number of rows.", pa.Check.ge(0)),
        "winpoints": maybe_text("Points for a win, where the page says so."),
        "drawpoints": maybe_text("Points for a draw, where the page says so."),
        "losspoints": maybe_text("Points for a defeat, where the page says so."),
        "ranking_style": maybe_text("Parameter ranking_style, such as ppgpts."),
        "use_goal_ratio": maybe_text("Parameter use_goal_ratio."),
        "show_groups": maybe_text("Parameter show_groups: rows come from different groups."),
        "show_matches": maybe_text("Parameter show_matches: a result grid is wanted."),
        "matches_style": maybe_text("Parameter matches_style."),
        "auto_generate_standings": maybe_text("Parameter auto_generate_standings."),
        "highest_pos": maybe_text("Position of the first row, where it is not 1."),
        "res_col_header": maybe_text("Heading of the qualification column."),
        "update_status": maybe_text("Parameter update: complete, future or a date."),
        "source": maybe_text("Parameter source as plain text."),
        "class_rules": maybe_text("Ranking rules as prose."),
        "transcluded_from": maybe_text("Title of the page whose text holds the table, if another."),
    },
    key=("table_no",),
)

LEAGUE_TABLE_ROWS = raw_table(
    "league_table_rows",
    "One team's row of a published table, in the order the editor gave; lines are its figures'.",
    {
        "table_no": ordinal("The table on the page."),
        "row_no": ordinal("Place in the editor's order."),
        "team_code": maybe_text("Code of the team inside this one table."),
        "team": text("Team as plain text."),
        "team_link": maybe_text("Page that the team links to."),
        "display_position": maybe_text("Position that the page shows instead of the order."),
        "win": maybe_text("Wins as written."),
        "draw": maybe_text("Draws as written."),
        "loss": maybe_text("Defeats as written."),
        "gf": maybe_text("Goals for as written."),
        "ga": maybe_text("Goals against as written."),
        "played": maybe_text("Matches played, where the page types them."),
        "goal_difference": maybe_text("Goal difference, where the page types it."),
        "points": maybe_text("Points, where the page types them."),
        "adjust_points": maybe_text("Points added or deducted, as written."),
        "startpoints": maybe_text("Points carried over, as written."),
        "hth_note": maybe_text("Head-to-head note."),
        "note": maybe_text("Footnotes on the team and its place; what its status letters mean."),
        "status": maybe_text("Status letters, such as C for champion."),
        "group_name": maybe_text("Group the row comes from, in tables over several groups."),
        "result_key": maybe_text("Key of the qualification cell."),
        "result_text": maybe_text("Text of the qualification cell."),
        "team_line": integer("Line that names the team.", pa.Check.ge(1)),
    },
    key=("table_no", "row_no"),
)

RESULT_GRID_CELLS = raw_table(
    "result_grid_cells",
    "One filled cell of a cross-table of results; the row's team is at home.",
    {
        "grid_no": ordinal("Ordinal of the grid on the page."),
        "cell_no": ordinal("Ordinal of the cell on the page."),
        "table_no": integer("The league table that the grid belongs to.", nullable=True),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "leg_no": integer("Which meeting, where the grid numbers them.", nullable=True),
        "home_code": text("Code of the team at home."),
        "away_code": text("Code of the team away."),
        "home_team": maybe_text("Team at home as plain text."),
        "home_link": maybe_text("Page that the team at home links to."),
        "away_team": maybe_text("Team away as plain text."),
        "away_link": maybe_text("Page that the team away links to."),
        "score": maybe_text("The cell as written."),
        "score_link": maybe_text("Page that the score links to."),
        "note": maybe_text("Footnote on the cell."),
    },
    key=("cell_no",),
)

ENTRANTS = raw_table(
    "entrants",
    "One team in a list of qualified teams.",
    {
        "list_no": ordinal("Ordinal of the list on the page."),
        "entrant_no": ordinal("Ordinal of the team on the page."),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "department": maybe_text("Territory that the team qualified from."),
        "department_header": maybe_text("Heading of that column."),
        "team": text("Team as plain text."),
        "team_link": maybe_text("Page that the team links to."),
        "location": maybe_text("Town as the page gives it."),
    },
    key=("entrant_no",),
)

TRANSCLUSIONS = raw_table(
    "transclusions",
    "One call that brings a league table or matches from another page.",
    {
        "transclusion_no": ordinal("Ordinal of the call on the page."),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "target_title": text("Title of the page whose text is wanted."),
        "section": maybe_text("Part of that page, where one is named."),
        "is_resolved": flag("Whether that text was at hand and read."),
    },
    key=("transclusion_no",),
)

TEMPLATE_LEDGER = raw_table(
    "template_ledger",
    "What became of each template call and each wikitable on a page.",
    {
        "ledger_no": ordinal("Ordinal of the call on the page."),
        "section_no": SECTION_NO,
        "template": TEMPLATE,
        "outcome": text(
            "What became of it.", one_of("parsed", "rejected", "not_football", "not_understood")
        ),
        "row_count": integer("Rows that it gave.", pa.Check.ge(0)),
        "depth": integer("0 for a call of its own, more inside other calls.", pa.Check.ge(0)),
        "reason": maybe_text("Why a wikitable was not read."),
    },
    key=("ledger_no",),
)

PARSE_ISSUES = raw_table(
    "parse_issues",
    "Something on a page that a reader should know of.",
    {
        "issue_no": ordinal("Ordinal of the issue on the page."),
        "section_no": integer("The section, where known.", nullable=True),
        "severity": text("How bad it is.", one_of("error", "warning", "info")),
        "code": text("Kind of issue.", pa.Check.str_matches(r"^[a-z0-9_]+$")),
        "message": text("What, where, and what to do."),
        "snippet": maybe_text("The text in question, shortened."),
    },
    key=("issue_no",),
)

REJECTS = raw_table(
    "rejects",
    "Something that should have become a row and could not be read.",
    {
        "reject_no": ordinal("Ordinal on the page."),
        "table_name": text("The raw table it should have gone to."),
        "code": text("Kind of reason.", pa.Check.str_matches(r"^[a-z0-9_]+$")),
        "message": text("Why, and what to do."),
        "snippet": maybe_text("The text or row in question, shortened."),
    },
    key=("reject_no",),
)

PAGE_CHANGES = raw_table(
    "page_changes",
    "One difference between two versions of a page, noted when the newer one was ingested.",
    {
        "changed_at": timestamp("When the newer version was ingested."),
        "change_no": ordinal("Ordinal of the change at that instant on the page."),
        "previous_sha256": text("SHA-256 of the version before.", SHA256),
        "entity": text("Kind of thing.", one_of(*CHANGED_ENTITIES)),
        "entity_id": text("The thing, as the marts call it."),
        "subject": text("The thing in words."),
        "column_name": text("What differs; presence where the thing came or went."),
        "old_value": maybe_text("Value before; null where the thing is new."),
        "new_value": maybe_text("Value now; null where the thing is gone."),
    },
    key=("changed_at", "change_no"),
)

CONTRACTS: dict[str, pa.DataFrameSchema] = {
    schema.name: schema
    for schema in (
        PAGES,
        SECTIONS,
        INFOBOX_FIELDS,
        MATCH_BOXES,
        GOALS,
        LEAGUE_TABLES,
        LEAGUE_TABLE_ROWS,
        RESULT_GRID_CELLS,
        ENTRANTS,
        TRANSCLUSIONS,
        TEMPLATE_LEDGER,
        PARSE_ISSUES,
        REJECTS,
        PAGE_CHANGES,
    )
}
