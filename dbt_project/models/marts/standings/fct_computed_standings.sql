-- Clubs level on points, goal difference and goals share a rank: which tie-break holds
-- is a question of its own (fct_league_table_reconciliation.order_consistent_with).
select
    league_table_id,
    page_id,
    {{ rank_by_figures('league_table_id') }} as rank,
    team_id,
    team,
    played,
    wins,
    draws,
    losses,
    goals_for,
    goals_against,
    goal_difference,
    points,
    points_adjustment
from {{ ref('int_computed_standings') }}
order by league_table_id, rank, team_id
