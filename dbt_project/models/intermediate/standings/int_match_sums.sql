-- What the counted matches of a club say of its tie-breaks: how it did away, and the figures
-- that its opponents have in the table, where all of them have a row there.
with

results as (
    {{ counted_results() }}
)

select
    results.league_table_id,
    any_value(results.page_id) as page_id,
    results.team_id,
    count(*) as played,
    sum(results.goals_for) filter (where results.is_away) as away_goals_for,
    count(*) filter (
        where results.is_away and results.goals_for > results.goals_against
    ) as away_wins,
    case when count(opponents.team_id) = count(*) then sum(opponents.points) end
        as opponents_points,
    case when count(opponents.team_id) = count(*) then sum(opponents.goal_difference) end
        as opponents_goal_difference,
    case when count(opponents.team_id) = count(*) then sum(opponents.goals_for) end
        as opponents_goals_for
from results
left join {{ ref('int_ordered_rows') }} as opponents
    on
        results.league_table_id = opponents.league_table_id
        and results.opponent_team_id = opponents.team_id
group by results.league_table_id, results.team_id
