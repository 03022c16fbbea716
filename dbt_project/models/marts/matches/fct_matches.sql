-- The one public model without an order: joining and sorting so many columns at once takes more
-- than little memory has. Its rows lie mostly as those of int_matches do.
select
    matches.match_id,
    matches.page_id,
    places.season_id,
    places.section_path,
    places.stage,
    places.round,
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
    case when places.neutral_venue_basis is not null then true end as is_neutral_venue,
    places.neutral_venue_basis,
    matches.attendance,
    matches.referee,
    matches.witness,
    matches.second_witness,
    matches.second_witness_home_goals,
    matches.second_witness_away_goals,
    matches.second_witness_line,
    matches.do_witnesses_agree,
    places.league_table_id,
    places.counts_in_table,
    places.exclusion_reason,
    matches.line_start,
    matches.line_end
from {{ ref('int_matches') }} as matches
inner join {{ ref('int_match_places') }} as places
    on matches.match_id = places.match_id
