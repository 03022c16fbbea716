-- Each club's value under every criterion that looks at the whole table, as a fraction in
-- whole numbers (a goal ratio is never rounded); more is better. A value that needs matches
-- the page lacks, or home grounds where there are none, is NULL.
with

rows as (
    select * from {{ ref('int_ordered_rows') }}
),

results as (
    {{ counted_results() }}
),

from_matches as (
    select
        results.league_table_id,
        results.team_id,
        count(*) as played,
        sum(results.goals_for) filter (where results.is_away) as away_goals_for,
        count(*) filter (
            where results.is_away and results.goals_for > results.goals_against
        ) as away_wins,
        sum(opponents.points) as opponents_points,
        sum(opponents.goal_difference) as opponents_goal_difference,
        sum(opponents.goals_for) as opponents_goals_for
    from results
    left join rows as opponents
        on
            results.league_table_id = opponents.league_table_id
            and results.opponent_team_id = opponents.team_id
    group by results.league_table_id, results.team_id
),

neutral_tables as (
    select distinct table_matches.league_table_id
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join {{ ref('int_neutral_venues') }} as neutral
        on table_matches.match_id = neutral.match_id
    where table_matches.is_counted
),

joined as (
    select
        rows.*,
        neutral_tables.league_table_id is null as has_home_grounds,
        from_matches.away_goals_for,
        from_matches.away_wins,
        from_matches.opponents_points,
        from_matches.opponents_goal_difference,
        from_matches.opponents_goals_for,
        bool_and(coalesce(from_matches.played = rows.played, false)) over (
            partition by rows.league_table_id
        ) as has_every_match
    from rows
    left join from_matches
        on
            rows.league_table_id = from_matches.league_table_id
            and rows.team_id = from_matches.team_id
    left join neutral_tables on rows.league_table_id = neutral_tables.league_table_id
)

{% set whole_table = ['points', 'wins', 'goal_difference', 'goals_for'] -%}
{% set away = ['away_goals_for', 'away_wins'] -%}
{% set opponents = ['opponents_points', 'opponents_goal_difference', 'opponents_goals_for'] -%}
{% for criterion in whole_table + away + opponents -%}
select
    league_table_id,
    team_id,
    '{{ criterion }}' as criterion,
    {% if criterion in whole_table -%}
    {{ criterion }}::bigint as numerator,
    {%- elif criterion in away -%}
    case when has_every_match and has_home_grounds then {{ criterion }} end::bigint
        as numerator,
    {%- else -%}
    case when has_every_match then {{ criterion }} end::bigint as numerator,
    {%- endif %}
    1::bigint as denominator
from joined
union all
{% endfor -%}
select
    league_table_id,
    team_id,
    'goal_ratio' as criterion,
    goals_for // nullif(gcd(goals_for, goals_against), 0) as numerator,
    goals_against // nullif(gcd(goals_for, goals_against), 0) as denominator
from joined
union all
select
    league_table_id,
    team_id,
    'points_per_match' as criterion,
    case when points = 0 then 0 else points // gcd(abs(points), played) end as numerator,
    case when points = 0 then 1 else played // gcd(abs(points), played) end as denominator
from joined
where played > 0
