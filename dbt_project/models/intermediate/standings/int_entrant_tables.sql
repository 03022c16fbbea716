-- Each entrant with the next table further down its page in which its club has a row. An
-- identity that was inferred or documented for that row holds for the entrant too.
with

later_rows as (
    select
        entrants.page_id,
        entrants.entrant_no,
        any_value(entrants.team_id) as team_id,
        any_value(entrants.identity_basis) as own_basis,
        arg_min(rows.league_table_id, rows.table_no) as later_league_table_id,
        arg_min(rows.identity_basis, rows.table_no) as later_basis
    from {{ ref('int_entrants') }} as entrants
    left join {{ ref('int_league_table_rows') }} as rows
        on
            entrants.page_id = rows.page_id
            and entrants.team_id = rows.team_id
            and entrants.line_end < rows.team_line
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
