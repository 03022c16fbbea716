-- Where each match stands: its season, its section, and the table it counts in or why in none.
-- By itself, as joining all of that to a match's many columns takes more than little memory has.
with

in_open_tables as (
    select distinct match_id
    from {{ ref('int_counted_matches') }}
    where is_open_set
)

select
    matches.match_id,
    matches.page_id,
    seasons.season_id,
    sections.section_path,
    sections.stage,
    coalesce(matches.round_text, sections.round_heading) as round,
    tables.neutral_venue_basis,
    tables.league_table_id,
    coalesce(tables.is_counted, false) as counts_in_table,
    case
        when coalesce(tables.is_counted, false) then null
        when tables.match_id is not null then tables.exclusion_reason
        when matches.home_team_id is null or matches.away_team_id is null
            then 'A side is a place in the draw, not a club.'
        when in_open_tables.match_id is not null
            then 'No league table on this page has both clubs; it counts in that of one or each.'
        else 'No league table on this page has both clubs.'
    end as exclusion_reason
from {{ ref('int_matches') }} as matches
inner join {{ ref('int_season_facts') }} as seasons
    on matches.page_id = seasons.page_id
left join {{ ref('int_match_sections') }} as sections
    on matches.page_id = sections.page_id and matches.section_no = sections.section_no
left join {{ ref('int_match_tables') }} as tables
    on matches.match_id = tables.match_id
left join in_open_tables
    on matches.match_id = in_open_tables.match_id
