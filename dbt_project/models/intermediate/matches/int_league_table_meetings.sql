-- How often each two clubs of a table have met in each part of the page that the table could take
-- its matches from: what is below a heading around it, or the matches of other tables
-- (int_league_table_scopes). By itself, as it has a row for each pair of each table.
with

team_counts as (
    select
        league_table_id,
        count(distinct team_id) as team_count
    from {{ ref('int_league_table_rows') }}
    group by league_table_id
),

fixtures as (
    select
        candidates.league_table_id,
        candidates.page_id,
        candidates.match_id,
        candidates.first_team_id,
        candidates.second_team_id,
        candidates.common_level,
        candidates.is_nearest_table,
        candidates.nearest_team_count,
        matches.has_result,
        case
            when matches.home_goals > matches.away_goals then matches.home_team_id
            when matches.home_goals < matches.away_goals then matches.away_team_id
        end as winner_team_id
    from {{ ref('int_league_table_candidates') }} as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    where
        matches.match_status not in ('cancelled', 'bye')
        and not candidates.is_ranking_over_groups
),

-- Without a number of least_team_count, no matches of other tables.
parts as (
    select distinct
        league_table_id,
        common_level as scope_level,
        true as holds_nearest,
        null::bigint as least_team_count
    from fixtures
    where is_nearest_table
    union all
    select
        fixtures.league_table_id,
        0 as scope_level,
        unnest([false, false, true]) as holds_nearest,
        unnest([0, any_value(team_counts.team_count), 0]) as least_team_count
    from fixtures
    inner join team_counts on fixtures.league_table_id = team_counts.league_table_id
    group by fixtures.league_table_id
    having not bool_and(fixtures.is_nearest_table)
)

select
    parts.league_table_id,
    any_value(fixtures.page_id) as page_id,
    parts.scope_level,
    parts.holds_nearest,
    parts.least_team_count,
    fixtures.first_team_id,
    fixtures.second_team_id,
    count(*) as meeting_count,
    count(*) filter (where fixtures.has_result) as result_count,
    count(*) filter (where fixtures.winner_team_id = fixtures.first_team_id) as first_wins,
    count(*) filter (where fixtures.winner_team_id = fixtures.second_team_id) as second_wins
from parts
inner join fixtures
    on
        parts.league_table_id = fixtures.league_table_id
        and {{ stands_in_part('fixtures', 'parts') }}
group by
    parts.league_table_id,
    parts.scope_level,
    parts.holds_nearest,
    parts.least_team_count,
    fixtures.first_team_id,
    fixtures.second_team_id
