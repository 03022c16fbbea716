select
    matches.match_id,
    matches.page_id,
    seasons.season_id,
    sections.section_path,
    sections.stage,
    coalesce(matches.round_text, sections.round_heading) as round,
    matches.match_date,
    matches.date_text,
    matches.date_year_basis,
    matches.home_team_id,
    matches.home_team,
    matches.away_team_id,
    matches.away_team,
    matches.home_goals,
    matches.away_goals,
    matches.score_text,
    matches.home_penalties,
    matches.away_penalties,
    matches.match_status,
    case when matches.has_result then matches.says_after_extra_time end
        as is_after_extra_time,
    matches.venue,
    matches.city,
    case when tables.neutral_venue_basis is not null then true end as is_neutral_venue,
    tables.neutral_venue_basis,
    matches.attendance,
    matches.referee,
    matches.witness,
    matches.second_witness,
    matches.second_witness_home_goals,
    matches.second_witness_away_goals,
    matches.second_witness_line,
    matches.do_witnesses_agree,
    tables.league_table_id,
    coalesce(tables.is_counted, false) as counts_in_table,
    case
        when coalesce(tables.is_counted, false) then null
        when tables.match_id is not null then tables.exclusion_reason
        when matches.home_team_id is null or matches.away_team_id is null
            then 'A side is a place in the draw, not a club.'
        else 'No league table on this page has both clubs.'
    end as exclusion_reason,
    matches.line_start,
    matches.line_end
from {{ ref('int_matches') }} as matches
inner join {{ ref('int_season_facts') }} as seasons
    on matches.page_id = seasons.page_id
left join {{ ref('int_match_sections') }} as sections
    on matches.page_id = sections.page_id and matches.section_no = sections.section_no
left join {{ ref('int_match_tables') }} as tables
    on matches.match_id = tables.match_id
order by matches.match_id
