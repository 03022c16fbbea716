{%- set figures = [
    'played', 'wins', 'draws', 'losses', 'goals_for', 'goals_against', 'goal_difference',
    'points', 'played_typed', 'goal_difference_typed', 'points_typed',
] -%}
{%- set goal_figures = [
    'goals_for', 'goals_against', 'goal_difference', 'goal_difference_typed'
] -%}
-- Figures that are not known are NULL here: a nought that only fills a table is no figure.
-- What the page wrote in their place stays in staging.
with

judged as (
    select
        rows.*,
        rows.has_figures and facts.is_recorded as is_recorded,
        facts.has_goals_recorded
    from {{ ref('int_league_table_rows') }} as rows
    inner join {{ ref('int_league_table_facts') }} as facts
        on rows.league_table_id = facts.league_table_id
)

select
    league_table_id,
    page_id,
    row_no,
    position,
    team_id,
    team,
    team_code,
    {% for figure in figures -%}
    case
        when is_recorded{% if figure in goal_figures %} and has_goals_recorded{% endif %}
            then {{ figure }}
    end as {{ figure }},
    {% endfor -%}
    points_adjustment,
    starting_points,
    group_name,
    qualification,
    note,
    identity_basis,
    is_recorded,
    line_start,
    line_end
from judged
order by league_table_id, row_no
