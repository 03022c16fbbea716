{{ config(meta={'dagster': {'ref': {'name': 'fct_team_matches'}}}) }}
select
    matches.match_id,
    count(sides.team_id) as sides,
    sum(sides.goals_for) as goals_for,
    sum(sides.goals_against) as goals_against
from {{ ref('fct_matches') }} as matches
left join {{ ref('fct_team_matches') }} as sides
    on matches.match_id = sides.match_id
where matches.counts_in_table
group by matches.match_id
having
    count(sides.team_id) != 2
    or count(distinct sides.team_id) != 2
    or sum(sides.goals_for) != sum(sides.goals_against)
