with

sections as (
    {{ sections_holding(ref('stg_wikitext__entrants')) }}
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
    identified.later_league_table_id,
    identified.identity_basis,
    entrants.line_start,
    entrants.line_end
from {{ ref('stg_wikitext__entrants') }} as entrants
inner join {{ ref('int_season_facts') }} as seasons
    on entrants.page_id = seasons.page_id
left join sections
    on
        entrants.page_id = sections.page_id
        and entrants.section_no = sections.section_no
left join {{ ref('int_entrant_tables') }} as identified
    on
        entrants.page_id = identified.page_id
        and entrants.entrant_no = identified.entrant_no
order by entrant_id
