-- What a table says as a whole, before any row is compared: is anything recorded, is it
-- a closed set of matches, do its sums agree with one another, how many matches count.
--
-- Where every pair has met on the page, the set is closed unless the table itself says that its
-- clubs met others too, as in zones: most of them have played more than one another. In one row
-- that is a wrong digit, which the sums then tell. Nor is one of home or away matches alone.
--
-- A table whose rows leave no draws, of matches that went to shoot-outs, counts those as wins and
-- defeats, for points that nothing tells.
with

rows as (
    select
        rows.*,
        rows.played > scopes.legs * (scopes.team_count - 1) as has_other_opponents
    from {{ ref('int_league_table_rows') }} as rows
    left join {{ ref('int_league_table_scopes') }} as scopes
        on rows.league_table_id = scopes.league_table_id
),

sums as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        count(*) as row_count,
        count(distinct team_id) as team_count,
        bool_and(is_supported_style) as is_known_style,
        bool_or(is_generated_from_matches) as is_generated_from_matches,
        any_value(single_side) as single_side,
        coalesce(bool_or(shows_groups), false) or count(group_name) > 0 as shows_groups,
        bool_and(is_all_zero and not has_unreadable_figure) as is_all_zero,
        bool_and(has_figures and not has_unreadable_figure) as is_fully_readable,
        sum(shown_goals_for) + sum(shown_goals_against) > 0
        or sum(shown_wins) = 0 as has_goals_recorded,
        count(*) filter (where has_other_opponents) * 2 > count(*) as has_other_opponents,
        sum(shown_wins) as sum_wins,
        sum(shown_draws) filter (where lacks_draws is not true) as sum_draws,
        sum(shown_losses) as sum_losses,
        sum(shown_goals_for) as sum_goals_for,
        sum(shown_goals_against) as sum_goals_against,
        sum(played) as sum_played,
        coalesce(bool_and(lacks_draws and played is null), false) as lacks_played,
        coalesce(bool_and(lacks_draws and shown_draws = 0), false) as leaves_no_draws
    from rows
    group by league_table_id
),

matches as (
    select
        league_table_id,
        count(*) filter (where is_extra) as extra_matches,
        bool_or(is_in_scope) as has_matches
    from {{ ref('int_league_table_matches') }}
    group by league_table_id
),

shoot_outs as (
    select match_id
    from {{ ref('int_matches') }}
    where home_goals = away_goals and home_penalties != away_penalties
),

counted as (
    select
        counted_matches.league_table_id,
        count(*) as matches_counted,
        bool_or(counted_matches.is_open_set) as is_open_set,
        count(shoot_outs.match_id) > 0 as has_shoot_outs
    from {{ ref('int_counted_matches') }} as counted_matches
    left join shoot_outs on counted_matches.match_id = shoot_outs.match_id
    group by counted_matches.league_table_id
),

pairs as (
    select
        league_table_id,
        least(home_team_id, away_team_id) as first_team_id,
        greatest(home_team_id, away_team_id) as second_team_id,
        count(*) as meetings
    from {{ ref('int_counted_matches') }}
    group by
        league_table_id,
        least(home_team_id, away_team_id),
        greatest(home_team_id, away_team_id)
),

complete as (
    select
        league_table_id,
        count(*) as pairs_met,
        min(meetings) = max(meetings) as is_even
    from pairs
    group by league_table_id
),

joined as (
    select
        sums.*,
        sums.leaves_no_draws and coalesce(counted.has_shoot_outs, false) as counts_shoot_outs,
        sums.is_known_style and not counts_shoot_outs as is_supported_style,
        coalesce(counted.is_open_set, false) as is_open_set,
        coalesce(counted.matches_counted, 0) as matches_counted,
        if(counted.is_open_set, 0, coalesce(matches.extra_matches, 0)) as extra_matches,
        -- Noughts without a match only fill a table; beside matches to come they are facts.
        not sums.is_all_zero or coalesce(matches.has_matches, false) as is_recorded,
        coalesce(
            complete.is_even and complete.pairs_met = sums.team_count * (sums.team_count - 1) // 2,
            false
        ) as has_all_matches,
        legs.legs,
        legs.legs_so_far,
        legs.legs_published,
        case when scopes.is_complete then scopes.fixture_count::bigint end as matches_of_others
    from sums
    left join matches on sums.league_table_id = matches.league_table_id
    left join counted on sums.league_table_id = counted.league_table_id
    left join complete on sums.league_table_id = complete.league_table_id
    left join {{ ref('int_league_table_scopes') }} as scopes
        on sums.league_table_id = scopes.league_table_id
    left join {{ ref('int_league_table_legs') }} as legs
        on sums.league_table_id = legs.league_table_id
),

closed as (
    select
        * exclude (is_known_style, leaves_no_draws, legs_published, matches_of_others),
        case
            when not is_open_set
                then coalesce(matches_of_others, team_count * (team_count - 1) // 2 * legs)
        end as matches_expected,
        not is_open_set
        and not lacks_played
        and not shows_groups
        and single_side is null
        and (
            (has_all_matches and not has_other_opponents)
            or legs_published is not null
        ) as is_closed_set
    from joined
)

select
    *,
    coalesce(
        is_closed_set
        and is_fully_readable
        and (
            sum_wins != sum_losses
            or sum_draws % 2 != 0
            or sum_played % 2 != 0
            or (has_goals_recorded and sum_goals_for != sum_goals_against)
        ),
        false
    ) as is_self_contradictory
from closed
