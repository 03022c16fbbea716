with

-- One table for each match: where it counts before where it does not, then the nearest.
assigned as (
    select
        match_id,
        league_table_id,
        is_in_scope,
        is_counted,
        exclusion_reason
    from {{ ref('int_league_table_matches') }}
    qualify
        row_number() over (
            partition by match_id
            order by
                is_counted desc, is_in_scope desc, common_level desc, league_table_id asc
        ) = 1
),

headings as (
    select
        page_id,
        section_no,
        any_value(ancestor_heading) as stage
    from {{ ref('int_section_ancestors') }}
    where ancestor_level = 2
    group by page_id, section_no
)

select
    matches.match_id,
    matches.page_id,
    seasons.season_id,
    sections.section_path,
    headings.stage,
    coalesce(
        matches.round_text,
        case when sections.section_level > 2 then sections.heading end
    ) as round,
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
    case when neutral.match_id is not null then true end as is_neutral_venue,
    neutral.basis as neutral_venue_basis,
    matches.attendance,
    matches.referee,
    matches.witness,
    matches.second_witness,
    matches.second_witness_home_goals,
    matches.second_witness_away_goals,
    matches.second_witness_line,
    matches.do_witnesses_agree,
    case when assigned.is_in_scope then assigned.league_table_id end as league_table_id,
    coalesce(assigned.is_counted, false) as counts_in_table,
    case
        when coalesce(assigned.is_counted, false) then null
        when assigned.match_id is not null then assigned.exclusion_reason
        when matches.home_team_id is null or matches.away_team_id is null
            then 'A side is a place in the draw, not a club.'
        else 'No league table on this page has both clubs.'
    end as exclusion_reason,
    matches.line_start,
    matches.line_end
from {{ ref('int_matches') }} as matches
inner join {{ ref('int_season_facts') }} as seasons
    on matches.page_id = seasons.page_id
left join {{ ref('stg_wikitext__sections') }} as sections
    on matches.page_id = sections.page_id and matches.section_no = sections.section_no
left join headings
    on matches.page_id = headings.page_id and matches.section_no = headings.section_no
left join assigned on matches.match_id = assigned.match_id
left join {{ ref('int_neutral_venues') }} as neutral
    on matches.match_id = neutral.match_id
