{%- set blocks = 6 -%}
{%- set whole_table = [
    'points', 'wins', 'goal_difference', 'goals_for', 'away_goals_for', 'away_wins',
    'opponents_points', 'opponents_goal_difference', 'opponents_goals_for', 'goal_ratio',
    'points_per_match',
] -%}
-- What every step of every tie-break system compares. The steps of one block look at the
-- clubs that all blocks before it left level, as the groups they form: a block of
-- head-to-head steps is a mini-league of the group, and the same block again is the restart
-- among those still level. A step that needs matches the page lacks compares nothing, says
-- so, and leaves its group as it is.
--
-- Systems that begin alike stand here as one of them (int_tie_break_blocks), clubs as
-- numbers (int_ordered_rows), a group as the lowest of its clubs' numbers.
with

clubs as (
    select
        rows.club_no,
        rows.page_id,
        rows.league_table_id,
        rows.team_id,
        rows.position,
        rows.first_position,
        rows.legs,
        rows.points_for_win,
        rows.points_for_draw,
        rows.points_for_loss,
        criteria.has_home_grounds,
        {% for criterion in whole_table -%}
        criteria.{{ criterion }},
        {% endfor -%}
        criteria.goal_ratio_denominator,
        criteria.points_per_match_denominator
    from {{ ref('int_ordered_rows') }} as rows
    inner join {{ ref('int_criterion_values') }} as criteria
        on rows.club_no = criteria.club_no
),

blocks as (
    select
        system,
        block,
        coalesce(block_before_worked_out_for, '') as system_before
    from {{ ref('int_tie_break_blocks') }}
    where worked_out_for = system
),

steps as (
    select
        blocks.system_before,
        steps.system,
        steps.block,
        steps.step,
        steps.criterion,
        steps.scope_modifier
    from {{ ref('tie_break_systems') }} as steps
    inner join blocks on steps.system = blocks.system and steps.block = blocks.block
),

{% for block in range(1, blocks + 1) -%}
{% if block == 1 -%}
members_1 as (
    select
        '' as system,
        *,
        min(club_no) over tied as group_no,
        count(*) over tied as group_size,
        min(position) over tied = first_position as is_for_first_place
    from clubs
    window tied as (partition by league_table_id)
    qualify count(*) over tied > 1
),
{%- else -%}
level_{{ block }} as (
    select
        blocks.system,
        members.club_no,
        any_value(members.group_no) as group_before,
        string_agg(
            coalesce(concat(compared.numerator, ':', compared.denominator), '-'), ','
            order by compared.step
        ) as values_compared
    from members_{{ block - 1 }} as members
    inner join blocks
        on
            members.system = blocks.system_before
            and blocks.block = {{ block - 1 }}
    left join values_{{ block - 1 }} as compared
        on
            blocks.system = compared.system
            and members.club_no = compared.club_no
    group by blocks.system, members.club_no
),

members_{{ block }} as (
    select
        level_clubs.system,
        clubs.*,
        min(clubs.club_no) over tied as group_no,
        count(*) over tied as group_size,
        min(clubs.position) over tied = clubs.first_position as is_for_first_place
    from level_{{ block }} as level_clubs
    inner join clubs on level_clubs.club_no = clubs.club_no
    window
        tied as (
            partition by
                level_clubs.system, level_clubs.group_before, level_clubs.values_compared
        )
    qualify count(*) over tied > 1
),
{%- endif %}

applied_{{ block }} as (
    select
        members.* replace (steps.system as system),
        steps.step,
        steps.criterion
    from members_{{ block }} as members
    inner join steps
        on
            members.system = steps.system_before
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

{% if block == 2 -%}
tied_clubs as (
    select distinct
        club_no,
        league_table_id,
        team_id,
        points_for_win,
        points_for_draw,
        points_for_loss
    from members_2
),

results as (
    {{ counted_results() }}
),

tied_results as (
    select
        own.club_no,
        opponents.club_no as opponent_no,
        case
            when results.goals_for > results.goals_against then own.points_for_win
            when results.goals_for = results.goals_against then own.points_for_draw
            else own.points_for_loss
        end as points,
        results.goals_for,
        results.goals_against,
        results.is_away
    from results
    inner join tied_clubs as own
        on results.league_table_id = own.league_table_id and results.team_id = own.team_id
    inner join tied_clubs as opponents
        on
            results.league_table_id = opponents.league_table_id
            and results.opponent_team_id = opponents.team_id
),

counted_matches as (
    select distinct match_id
    from {{ ref('int_league_table_matches') }}
    where is_counted
),

-- By itself, because these are few and the joins below are not.
uncounted_matches as materialized (
    select
        candidates.league_table_id,
        candidates.match_id
    from {{ ref('int_league_table_matches') }} as candidates
    left join counted_matches
        on candidates.match_id = counted_matches.match_id
    where
        candidates.is_nearest_table
        and counted_matches.match_id is null
),

deciding_matches as (
    select
        home.club_no as home_no,
        away.club_no as away_no,
        (matches.home_goals - matches.away_goals) * 100
        + coalesce(matches.home_penalties - matches.away_penalties, 0) as margin
    from uncounted_matches as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    inner join tied_clubs as home
        on
            candidates.league_table_id = home.league_table_id
            and matches.home_team_id = home.team_id
    inner join tied_clubs as away
        on
            candidates.league_table_id = away.league_table_id
            and matches.away_team_id = away.team_id
    where matches.has_result
),

deciding_results as (
    select
        home_no as club_no,
        away_no as opponent_no,
        margin
    from deciding_matches
    union all
    select
        away_no as club_no,
        home_no as opponent_no,
        -margin as margin
    from deciding_matches
),
{%- endif %}

{% if block > 1 -%}
tied_among_themselves_{{ block }} as (
    select distinct
        system,
        group_no,
        group_size,
        legs,
        club_no
    from applied_{{ block }}
    where criterion like 'head_to_head%' or criterion = 'playoff'
),

mini_leagues_{{ block }} as (
    select
        members.system,
        members.club_no,
        any_value(members.group_no) as group_no,
        any_value(members.group_size - 1) * any_value(members.legs) as matches_needed,
        count(*) as played,
        sum(results.points) as points,
        sum(results.goals_for - results.goals_against) as goal_difference,
        sum(results.goals_for) as goals_for,
        coalesce(sum(results.goals_for) filter (where results.is_away), 0) as away_goals
    from tied_among_themselves_{{ block }} as members
    inner join tied_results as results on members.club_no = results.club_no
    inner join tied_among_themselves_{{ block }} as opponents
        on
            members.system = opponents.system
            and members.group_no = opponents.group_no
            and results.opponent_no = opponents.club_no
    group by members.system, members.club_no
),

complete_leagues_{{ block }} as (
    select
        system,
        group_no
    from mini_leagues_{{ block }}
    group by system, group_no
    having
        bool_and(coalesce(played >= matches_needed, false))
        and count(*) >= 2
),

playoffs_{{ block }} as (
    select
        members.system,
        members.club_no,
        nullif(sign(sum(deciding_results.margin)), 0) as result
    from tied_among_themselves_{{ block }} as members
    inner join deciding_results on members.club_no = deciding_results.club_no
    inner join tied_among_themselves_{{ block }} as opponents
        on
            members.system = opponents.system
            and members.group_no = opponents.group_no
            and deciding_results.opponent_no = opponents.club_no
    group by members.system, members.club_no
),
{%- endif %}

values_{{ block }} as (
    select
        applied.system,
        {{ block }} as block,
        applied.step,
        applied.criterion,
        applied.page_id,
        applied.club_no,
        applied.group_no,
        applied.group_size,
        applied.is_for_first_place,
        case applied.criterion
            {% for criterion in whole_table -%}
            when '{{ criterion }}' then applied.{{ criterion }}
            {% endfor -%}
            {% if block > 1 -%}
            when 'playoff' then playoffs.result
            when 'head_to_head_away_goals'
                then
                    case
                        when applied.has_home_grounds and complete.system is not null
                            then mini_leagues.away_goals
                    end
            {% for figure in ['points', 'goal_difference', 'goals_for'] -%}
            when 'head_to_head_{{ figure }}'
                then case when complete.system is not null then mini_leagues.{{ figure }} end
            {% endfor -%}
            {%- endif %}
        end::bigint as numerator,
        coalesce(
            case applied.criterion
                when 'goal_ratio' then applied.goal_ratio_denominator
                when 'points_per_match' then applied.points_per_match_denominator
            end,
            1
        ) as denominator
    from applied_{{ block }} as applied
    {% if block > 1 -%}
    left join mini_leagues_{{ block }} as mini_leagues
        on
            applied.system = mini_leagues.system
            and applied.club_no = mini_leagues.club_no
    left join complete_leagues_{{ block }} as complete
        on
            applied.system = complete.system
            and applied.group_no = complete.group_no
    left join playoffs_{{ block }} as playoffs
        on
            applied.system = playoffs.system
            and applied.club_no = playoffs.club_no
    {%- endif %}
),

{% endfor -%}
compared_values as (
    {% for block in range(1, blocks + 1) -%}
    select * from values_{{ block }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    club_no,
    page_id,
    system,
    block,
    step,
    criterion,
    group_no,
    group_size,
    is_for_first_place,
    numerator,
    denominator
from compared_values
