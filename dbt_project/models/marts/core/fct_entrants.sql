with

-- The next table further down the page in which the club has a row.
later_rows as (
    select
        entrants.page_id,
        entrants.entrant_no,
        arg_min(rows.league_table_id, rows.table_no) as later_league_table_id,
        arg_min(rows.identity_basis, rows.table_no) as identity_basis
    from {{ ref('int_entrants') }} as entrants
    inner join {{ ref('int_league_table_rows') }} as rows
        on
            entrants.page_id = rows.page_id
            and entrants.team_id = rows.team_id
            and entrants.line_end < rows.team_line
    group by entrants.page_id, entrants.entrant_no
)

select
    concat(entrants.page_id, '#entrant-', entrants.entrant_no) as entrant_id,
    entrants.page_id,
    seasons.season_id,
    sections.section_path,
    entrants.department,
    identified.team_id,
    entrants.team,
    entrants.location,
    later_rows.later_league_table_id,
    case
        when later_rows.identity_basis in ('inferred', 'documented')
            then later_rows.identity_basis
        else identified.identity_basis
    end as identity_basis,
    entrants.line_start,
    entrants.line_end
from {{ ref('stg_wikitext__entrants') }} as entrants
inner join {{ ref('int_season_facts') }} as seasons
    on entrants.page_id = seasons.page_id
left join {{ ref('stg_wikitext__sections') }} as sections
    on
        entrants.page_id = sections.page_id
        and entrants.section_no = sections.section_no
left join {{ ref('int_entrants') }} as identified
    on
        entrants.page_id = identified.page_id
        and entrants.entrant_no = identified.entrant_no
left join later_rows
    on
        entrants.page_id = later_rows.page_id
        and entrants.entrant_no = later_rows.entrant_no
