-- Each club's value under every criterion that looks at the whole table; more is better. A
-- ratio is a fraction in whole numbers, never rounded. A value that needs matches the page
-- lacks, or home grounds where there are none, is NULL.
with

rows as (
    select * from {{ ref('int_ordered_rows') }}
),

neutral_tables as (
    select league_table_id
    from {{ ref('int_single_ground_tables') }}
    union
    select table_matches.league_table_id
    from {{ ref('int_counted_matches') }} as table_matches
    inner join {{ ref('int_neutral_venues') }} as neutral
        on table_matches.match_id = neutral.match_id
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
        gcd(rows.goals_for, rows.goals_against) as goals_divisor,
        gcd(abs(rows.points), rows.played) as points_divisor,
        bool_and(coalesce(from_matches.played = rows.played, false)) over (
            partition by rows.league_table_id
        ) as has_every_match
    from rows
    left join {{ ref('int_match_sums') }} as from_matches
        on
            rows.league_table_id = from_matches.league_table_id
            and rows.team_id = from_matches.team_id
    left join neutral_tables on rows.league_table_id = neutral_tables.league_table_id
)

select
    club_no,
    page_id,
    has_home_grounds,
    points,
    wins,
    goal_difference,
    goals_for,
    {% for criterion in ['away_goals_for', 'away_wins'] -%}
    case when has_every_match and has_home_grounds then {{ criterion }} end::bigint
        as {{ criterion }},
    {% endfor -%}
    {% for criterion in [
        'opponents_points', 'opponents_goal_difference', 'opponents_goals_for'
    ] -%}
    case when has_every_match then {{ criterion }} end::bigint as {{ criterion }},
    {% endfor -%}
    goals_for // nullif(goals_divisor, 0) as goal_ratio,
    goals_against // nullif(goals_divisor, 0) as goal_ratio_denominator,
    case when played > 0 then points // points_divisor end as points_per_match,
    case when played > 0 then played // points_divisor end as points_per_match_denominator
from joined
