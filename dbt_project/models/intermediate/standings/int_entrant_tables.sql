-- Each entrant with the next table further down its page in which its club has a row. An
-- identity that was inferred or documented for that row holds for the entrant too.
with

-- The rows of a table that was taken over from another page have lines of that page. It
-- stands on this one where its call does.
calls as (
    select
        page_id,
        section_no,
        target_title,
        min(line_start) as line_start
    from {{ ref('stg_wikitext__transclusions') }}
    group by page_id, section_no, target_title
),

taken_over as (
    select
        tables.league_table_id,
        calls.line_start
    from {{ ref('stg_wikitext__league_tables') }} as tables
    left join calls
        on
            tables.page_id = calls.page_id
            and tables.section_no = calls.section_no
            and tables.transcluded_from = calls.target_title
    where tables.transcluded_from is not null
),

placed_rows as (
    select
        rows.page_id,
        rows.league_table_id,
        rows.table_no,
        rows.team_id,
        rows.identity_basis,
        rows.section_no,
        case
            when taken_over.league_table_id is null then rows.team_line
            else taken_over.line_start
        end as line_on_page
    from {{ ref('int_league_table_rows') }} as rows
    left join taken_over on rows.league_table_id = taken_over.league_table_id
),

later_rows as (
    select
        entrants.page_id,
        entrants.entrant_no,
        any_value(entrants.team_id) as team_id,
        any_value(entrants.identity_basis) as own_basis,
        arg_min(rows.league_table_id, rows.table_no) as later_league_table_id,
        arg_min(rows.identity_basis, rows.table_no) as later_basis
    from {{ ref('int_entrants') }} as entrants
    left join placed_rows as rows
        on
            entrants.page_id = rows.page_id
            and entrants.team_id = rows.team_id
            and (
                entrants.section_no < rows.section_no
                or (
                    entrants.section_no = rows.section_no
                    and entrants.line_end < rows.line_on_page
                )
            )
    group by entrants.page_id, entrants.entrant_no
)

select
    page_id,
    entrant_no,
    team_id,
    later_league_table_id,
    case when later_basis in ('inferred', 'documented') then later_basis else own_basis end
        as identity_basis
from later_rows
