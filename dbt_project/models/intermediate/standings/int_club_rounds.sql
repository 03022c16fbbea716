-- What a club's matches in each round of a table come to, for rounds in which it played.
with

results as (
    {{ counted_results() }}
)

select
    results.league_table_id,
    any_value(results.page_id) as page_id,
    rounds.round_number,
    results.team_id,
    count(*) as played,
    count(*) filter (where results.goals_for > results.goals_against) as wins,
    count(*) filter (where results.goals_for = results.goals_against) as draws,
    count(*) filter (where results.goals_for < results.goals_against) as losses,
    sum(results.goals_for) as goals_for,
    sum(results.goals_against) as goals_against
from results
inner join {{ ref('int_league_table_rounds') }} as rounds
    on
        results.league_table_id = rounds.league_table_id
        and results.match_id = rounds.match_id
group by results.league_table_id, rounds.round_number, results.team_id
