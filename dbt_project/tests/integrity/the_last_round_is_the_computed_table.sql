{{ config(meta={'dagster': {'ref': {'name': 'fct_standings_by_round'}}}) }}
{%- set figures = [
    'played', 'wins', 'draws', 'losses', 'goals_for', 'goals_against', 'goal_difference',
    'points',
] %}
with

last_round as (
    select *
    from {{ ref('fct_standings_by_round') }}
    qualify round_number = max(round_number) over (partition by league_table_id)
),

-- An open table has no rounds.
computed as (
    select standings.*
    from {{ ref('fct_computed_standings') }} as standings
    inner join {{ ref('fct_league_table_reconciliation') }} as tables
        on standings.league_table_id = tables.league_table_id
    where not tables.is_open_set
)

select
    coalesce(computed.league_table_id, last_round.league_table_id) as league_table_id,
    coalesce(computed.team, last_round.team) as team,
    computed.rank as computed_rank,
    last_round.position as position_after_last_round,
    computed.points as computed_points,
    last_round.points as points_after_last_round
from computed
full outer join last_round
    on
        computed.league_table_id = last_round.league_table_id
        and computed.team_id = last_round.team_id
where
    computed.rank is distinct from last_round.position
    {% for figure in figures -%}
    or computed.{{ figure }} is distinct from last_round.{{ figure }}
    {% endfor %}
