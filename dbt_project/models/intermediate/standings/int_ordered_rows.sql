-- The rows whose published order can be asked about: every figure of the table is
-- recorded and readable, and the order is the page's own.
select
    rows.league_table_id,
    rows.row_no,
    rows.team_id,
    rows.team,
    rows.position,
    min(rows.position) over (partition by rows.league_table_id) as first_position,
    rows.points,
    rows.played,
    rows.shown_wins as wins,
    rows.goal_difference,
    rows.shown_goals_for as goals_for,
    rows.shown_goals_against as goals_against,
    rows.points_for_win,
    rows.points_for_draw,
    rows.points_for_loss,
    facts.legs
from {{ ref('int_league_table_rows') }} as rows
inner join {{ ref('int_league_table_facts') }} as facts
    on rows.league_table_id = facts.league_table_id
where
    facts.is_supported_style
    and facts.is_fully_readable
    and facts.has_goals_recorded
    and not facts.is_all_zero
    and not facts.is_generated_from_matches
    and rows.team_id is not null
    and rows.goal_difference is not null
    and rows.points is not null
    and rows.played is not null
    and facts.team_count = facts.row_count
