{%- set blocks = 6 -%}
-- What every step of every tie-break system compares. The steps of one block look at the
-- clubs that all blocks before it left level, as the groups they form: a block of
-- head-to-head steps is a mini-league of the group, and the same block again is the restart
-- among those still level. A step that needs matches the page lacks compares nothing, says
-- so, and leaves its group as it is.
with

rows as (
    select * from {{ ref('int_ordered_rows') }}
),

steps as (
    select * from {{ ref('tie_break_systems') }}
),

systems as (
    select distinct system
    from steps
),

results as (
    {{ counted_results() }}
),

neutral_tables as (
    select distinct table_matches.league_table_id
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join {{ ref('int_neutral_venues') }} as neutral
        on table_matches.match_id = neutral.match_id
    where table_matches.is_counted
),

counted_matches as (
    select distinct match_id
    from {{ ref('int_league_table_matches') }}
    where is_counted
),

deciding_matches as (
    select
        candidates.league_table_id,
        matches.home_team_id,
        matches.away_team_id,
        (matches.home_goals - matches.away_goals) * 100
        + coalesce(matches.home_penalties - matches.away_penalties, 0) as margin
    from {{ ref('int_league_table_matches') }} as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    left join counted_matches
        on candidates.match_id = counted_matches.match_id
    where
        matches.has_result
        and candidates.is_nearest_table
        and counted_matches.match_id is null
),

deciding_results as (
    select
        league_table_id,
        home_team_id as team_id,
        away_team_id as opponent_team_id,
        margin
    from deciding_matches
    union all
    select
        league_table_id,
        away_team_id as team_id,
        home_team_id as opponent_team_id,
        -margin as margin
    from deciding_matches
),

level_1 as (
    select
        rows.league_table_id,
        systems.system,
        rows.team_id,
        '' as group_key
    from rows
    cross join systems
),

{% for block in range(1, blocks + 1) -%}
members_{{ block }} as (
    select
        level_clubs.league_table_id,
        level_clubs.system,
        level_clubs.team_id,
        level_clubs.group_key,
        rows.legs,
        rows.points_for_win,
        rows.points_for_draw,
        rows.points_for_loss,
        count(*) over tied as group_size,
        min(rows.position) over tied = rows.first_position as is_for_first_place
    from level_{{ block }} as level_clubs
    inner join rows
        on
            level_clubs.league_table_id = rows.league_table_id
            and level_clubs.team_id = rows.team_id
    window
        tied as (
            partition by level_clubs.league_table_id, level_clubs.system, level_clubs.group_key
        )
    qualify count(*) over tied > 1
),

applied_{{ block }} as (
    select
        members.*,
        steps.step,
        steps.criterion
    from members_{{ block }} as members
    inner join steps
        on
            members.system = steps.system
            and steps.block = {{ block }}
    where
        case steps.scope_modifier
            when 'two_clubs' then members.group_size = 2
            when 'three_or_more' then members.group_size > 2
            when 'title' then members.is_for_first_place
            when 'title_two_clubs' then members.group_size = 2 and members.is_for_first_place
            else true
        end
),

{% if block > 1 -%}
tied_among_themselves_{{ block }} as (
    select distinct
        league_table_id,
        system,
        group_key,
        group_size,
        team_id,
        legs,
        points_for_win,
        points_for_draw,
        points_for_loss
    from applied_{{ block }}
    where criterion like 'head_to_head%' or criterion = 'playoff'
),

mini_leagues_{{ block }} as (
    select
        members.league_table_id,
        members.system,
        members.team_id,
        any_value(members.group_key) as group_key,
        any_value(members.group_size - 1) * any_value(members.legs) as matches_needed,
        count(*) as played,
        sum(
            case
                when results.goals_for > results.goals_against then members.points_for_win
                when results.goals_for = results.goals_against then members.points_for_draw
                else members.points_for_loss
            end
        ) as points,
        sum(results.goals_for - results.goals_against) as goal_difference,
        sum(results.goals_for) as goals_for,
        coalesce(sum(results.goals_for) filter (where results.is_away), 0) as away_goals
    from tied_among_themselves_{{ block }} as members
    inner join results
        on
            members.league_table_id = results.league_table_id
            and members.team_id = results.team_id
    inner join tied_among_themselves_{{ block }} as opponents
        on
            members.league_table_id = opponents.league_table_id
            and members.system = opponents.system
            and members.group_key = opponents.group_key
            and results.opponent_team_id = opponents.team_id
    group by members.league_table_id, members.system, members.team_id
),

complete_leagues_{{ block }} as (
    select
        league_table_id,
        system,
        group_key
    from mini_leagues_{{ block }}
    group by league_table_id, system, group_key
    having
        bool_and(coalesce(played >= matches_needed, false))
        and count(*) >= 2
),

playoffs_{{ block }} as (
    select
        members.league_table_id,
        members.system,
        members.team_id,
        nullif(sign(sum(deciding_results.margin)), 0) as result
    from tied_among_themselves_{{ block }} as members
    inner join deciding_results
        on
            members.league_table_id = deciding_results.league_table_id
            and members.team_id = deciding_results.team_id
    inner join tied_among_themselves_{{ block }} as opponents
        on
            members.league_table_id = opponents.league_table_id
            and members.system = opponents.system
            and members.group_key = opponents.group_key
            and deciding_results.opponent_team_id = opponents.team_id
    group by members.league_table_id, members.system, members.team_id
),
{%- endif %}

values_{{ block }} as (
    select
        applied.league_table_id,
        applied.system,
        {{ block }} as block,
        applied.step,
        applied.criterion,
        applied.team_id,
        applied.group_key,
        applied.group_size,
        applied.is_for_first_place,
        {% if block > 1 -%}
        case
            when applied.criterion = 'playoff' then playoffs.result
            when
                applied.criterion = 'head_to_head_away_goals'
                and neutral_tables.league_table_id is not null
                then null
            when applied.criterion like 'head_to_head%' and complete_leagues.system is null
                then null
            when applied.criterion = 'head_to_head_points' then mini_leagues.points
            when applied.criterion = 'head_to_head_goal_difference'
                then mini_leagues.goal_difference
            when applied.criterion = 'head_to_head_goals_for' then mini_leagues.goals_for
            when applied.criterion = 'head_to_head_away_goals' then mini_leagues.away_goals
            else criterion_values.numerator
        end::bigint as numerator,
        {% else -%}
        criterion_values.numerator,
        {% endif -%}
        coalesce(criterion_values.denominator, 1) as denominator
    from applied_{{ block }} as applied
    left join {{ ref('int_criterion_values') }} as criterion_values
        on
            applied.league_table_id = criterion_values.league_table_id
            and applied.team_id = criterion_values.team_id
            and applied.criterion = criterion_values.criterion
    {% if block > 1 -%}
    left join neutral_tables on applied.league_table_id = neutral_tables.league_table_id
    left join mini_leagues_{{ block }} as mini_leagues
        on
            applied.league_table_id = mini_leagues.league_table_id
            and applied.system = mini_leagues.system
            and applied.team_id = mini_leagues.team_id
    left join complete_leagues_{{ block }} as complete_leagues
        on
            applied.league_table_id = complete_leagues.league_table_id
            and applied.system = complete_leagues.system
            and applied.group_key = complete_leagues.group_key
    left join playoffs_{{ block }} as playoffs
        on
            applied.league_table_id = playoffs.league_table_id
            and applied.system = playoffs.system
            and applied.team_id = playoffs.team_id
    {%- endif %}
),

{% if block < blocks -%}
level_{{ block + 1 }} as (
    select
        members.league_table_id,
        members.system,
        members.team_id,
        concat(
            any_value(members.group_key),
            '/',
            string_agg(
                coalesce(concat(compared.numerator, ':', compared.denominator), '-'), ','
                order by compared.step
            )
        ) as group_key
    from members_{{ block }} as members
    left join values_{{ block }} as compared
        on
            members.league_table_id = compared.league_table_id
            and members.system = compared.system
            and members.team_id = compared.team_id
    group by members.league_table_id, members.system, members.team_id
),
{%- endif %}
{% endfor -%}
compared_values as (
    {% for block in range(1, blocks + 1) -%}
    select * from values_{{ block }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    league_table_id,
    system,
    block,
    step,
    criterion,
    team_id,
    group_key,
    group_size,
    is_for_first_place,
    numerator,
    denominator
from compared_values
