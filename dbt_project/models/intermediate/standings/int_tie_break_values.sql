{%- set last_block = 6 -%}
-- What every step of every tie-break system compares. The steps of one block look at the
-- clubs that all blocks before it left level, as the groups they form: a block of
-- head-to-head steps is a mini-league of the group, and the same block again is the restart
-- among those still level. A step that needs matches the page lacks compares nothing, says
-- so, and leaves its group as it is. A mini-league of a second stage counts the meetings of the
-- first as well, where its table does; it needs all of its own.
--
-- Systems that begin alike stand here as one of them (int_tie_break_blocks), clubs as
-- numbers (int_ordered_rows), a group as the lowest of its clubs' numbers.
with

blocks as (
    {{ worked_out_blocks() }}
),

steps as (
    {{ worked_out_steps() }}
),

-- Of the tied clubs only, which are few: every block looks their figures up.
criteria as (
    select * from {{ ref('int_criterion_values') }}
    where club_no in (select tied.club_no from {{ ref('int_tied_clubs') }} as tied)
),

members_2 as (
    select * exclude (page_id) from {{ ref('int_tied_clubs') }}
),

{% for block in range(2, last_block + 1) -%}
{% if block > 2 -%}
{{ left_level_by(block - 1, 'members_' ~ (block - 1), 'values_' ~ (block - 1)) }},

{% endif -%}
applied_{{ block }} as (
    select
        steps.system,
        steps.step,
        steps.criterion,
        members.club_no,
        members.group_no,
        members.group_size,
        members.is_for_first_place,
        members.legs
    from members_{{ block }} as members
    inner join steps
        on
            members.system = steps.system_before
            and steps.block = {{ block }}
    where {{ looks_at('steps', 'members') }}
),

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
        any_value(members.group_size) as group_size,
        any_value(members.group_size - 1) * any_value(members.legs) as matches_needed,
        count(*) filter (where results.is_own) as played,
        sum(results.points) as points,
        sum(results.goals_for - results.goals_against) as goal_difference,
        sum(results.goals_for) as goals_for,
        coalesce(sum(results.goals_for) filter (where results.is_away), 0) as away_goals
    from tied_among_themselves_{{ block }} as members
    inner join {{ ref('int_tied_results') }} as results on members.club_no = results.club_no
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
        and count(*) = any_value(group_size)
),

playoffs_{{ block }} as (
    select
        members.system,
        members.club_no,
        nullif(sign(sum(deciding_results.margin)), 0) as result
    from tied_among_themselves_{{ block }} as members
    inner join {{ ref('int_deciding_results') }} as deciding_results
        on members.club_no = deciding_results.club_no
    inner join tied_among_themselves_{{ block }} as opponents
        on
            members.system = opponents.system
            and members.group_no = opponents.group_no
            and deciding_results.opponent_no = opponents.club_no
    group by members.system, members.club_no
),

-- Whether a club is one of the best two of its group; not known where only lots tell who is second.
best_two_{{ block }} as (
    select
        applied.system,
        applied.club_no,
        case
            when count(*) over by_goals <= 2 then 1
            when rank() over by_goals > 2 then 0
        end as is_one
    from applied_{{ block }} as applied
    inner join criteria on applied.club_no = criteria.club_no
    where applied.criterion = 'best_two_by_goals'
    window
        by_goals as (
            partition by applied.system, applied.group_no
            order by criteria.goal_difference desc, criteria.goals_for desc
        )
),

values_{{ block }} as (
    select
        applied.club_no,
        criteria.page_id,
        applied.system,
        {{ block }} as block,
        applied.step,
        applied.criterion,
        applied.group_no,
        applied.group_size,
        applied.is_for_first_place,
        case applied.criterion
            {{ whole_table_values('criteria') }}
            when 'playoff' then playoffs.result
            when 'best_two_by_goals' then best_two.is_one
            when 'head_to_head_away_goals'
                then
                    case
                        when criteria.has_home_grounds and complete.system is not null
                            then mini_leagues.away_goals
                    end
            {% for figure in ['points', 'goal_difference', 'goals_for'] -%}
            when 'head_to_head_{{ figure }}'
                then case when complete.system is not null then mini_leagues.{{ figure }} end
            {% endfor %}
        end::bigint as numerator,
        {{ denominator_of('applied', 'criteria') }} as denominator
    from applied_{{ block }} as applied
    inner join criteria on applied.club_no = criteria.club_no
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
    left join best_two_{{ block }} as best_two
        on
            applied.system = best_two.system
            and applied.club_no = best_two.club_no
),

{% endfor -%}
compared_values as (
    select * from {{ ref('int_tie_break_first_block') }}
    {% for block in range(2, last_block + 1) -%}
    union all
    select * from values_{{ block }}
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
