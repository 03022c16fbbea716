with

entrants as (
    select
        entrants.page_id,
        concat(entrants.page_id, '#entrant-', entrants.entrant_no) as entrant_id,
        entrants.entrant_no,
        entrants.department,
        entrants.team,
        entrants.location,
        teams.team_id,
        teams.identity_basis,
        sections.section_path,
        entrants.line_start,
        entrants.line_end
    from {{ ref('stg_wikitext__entrants') }} as entrants
    left join {{ ref('int_team_identity') }} as teams
        on
            entrants.page_id = teams.page_id
            and entrants.team = teams.team_name
            and entrants.team_link is not distinct from teams.team_link
    left join {{ ref('stg_wikitext__sections') }} as sections
        on
            entrants.page_id = sections.page_id
            and entrants.section_no = sections.section_no
),

-- The next table further down the page in which the club has a row.
later_rows as (
    select
        entrants.entrant_id,
        arg_min(rows.league_table_id, rows.table_no) as later_league_table_id,
        arg_min(rows.identity_basis, rows.table_no) as identity_basis
    from entrants
    inner join {{ ref('int_league_table_rows') }} as rows
        on
            entrants.page_id = rows.page_id
            and entrants.team_id = rows.team_id
            and entrants.line_end < rows.team_line
    group by entrants.entrant_id
)

select
    entrants.entrant_id,
    entrants.page_id,
    seasons.season_id,
    entrants.section_path,
    entrants.department,
    entrants.team_id,
    entrants.team,
    entrants.location,
    later_rows.later_league_table_id,
    case
        when later_rows.identity_basis in ('inferred', 'documented')
            then later_rows.identity_basis
        else entrants.identity_basis
    end as identity_basis,
    entrants.line_start,
    entrants.line_end
from entrants
inner join {{ ref('int_season_facts') }} as seasons
    on entrants.page_id = seasons.page_id
left join later_rows on entrants.entrant_id = later_rows.entrant_id
