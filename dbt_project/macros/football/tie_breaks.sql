{#- The blocks of the tie-break systems, each with the system that stands for it. -#}
{% macro worked_out_blocks() -%}
    select
        system,
        block,
        coalesce(block_before_worked_out_for, '') as system_before
    from {{ ref('int_tie_break_blocks') }}
    where worked_out_for = system
{%- endmacro %}

{#- The steps of those blocks; `blocks` is a CTE of worked_out_blocks. -#}
{% macro worked_out_steps() -%}
    select
        blocks.system_before,
        steps.system,
        steps.block,
        steps.step,
        steps.criterion,
        steps.scope_modifier
    from {{ ref('tie_break_systems') }} as steps
    inner join blocks on steps.system = blocks.system and steps.block = blocks.block
{%- endmacro %}

{#- Whether a step looks at a group of clubs: some are for two clubs or for the title only. -#}
{% macro looks_at(step, clubs) -%}
    case {{ step }}.scope_modifier
        when 'two_clubs' then {{ clubs }}.group_size = 2
        when 'three_or_more' then {{ clubs }}.group_size > 2
        when 'title' then {{ clubs }}.is_for_first_place
        when 'title_two_clubs' then {{ clubs }}.group_size = 2 and {{ clubs }}.is_for_first_place
        else true
    end
{%- endmacro %}

{#-
    The branches of a CASE over a step's criterion for all that looks at the whole table;
    `criteria` is a row of int_criterion_values.
-#}
{% macro whole_table_values(criteria) -%}
    {% for criterion in [
        'points', 'wins', 'goal_difference', 'goals_for', 'away_goals_for', 'away_wins',
        'opponents_points', 'opponents_goal_difference', 'opponents_goals_for', 'goal_ratio',
        'points_per_match',
    ] -%}
    when '{{ criterion }}' then {{ criteria }}.{{ criterion }}
    {% endfor -%}
{%- endmacro %}

{#- What the value of a step is divided by: 1, unless it is a ratio. -#}
{% macro denominator_of(step, criteria) -%}
    coalesce(
        case {{ step }}.criterion
            when 'goal_ratio' then {{ criteria }}.goal_ratio_denominator
            when 'points_per_match' then {{ criteria }}.points_per_match_denominator
        end,
        1
    )
{%- endmacro %}

{#-
    Two CTEs: what a block compared of each club, and the clubs that it left level, as the groups
    they form now. `members` are the clubs that the block was asked about, `compared` its values;
    `blocks` is a CTE of worked_out_blocks.
-#}
{% macro left_level_by(block, members, compared) -%}
level_after_{{ block }} as (
    select
        blocks.system,
        members.club_no,
        any_value(members.group_no) as group_before,
        string_agg(
            coalesce(concat(compared.numerator, ':', compared.denominator), '-'), ','
            order by compared.step
        ) as values_compared
    from {{ members }} as members
    inner join blocks
        on
            members.system = blocks.system_before
            and blocks.block = {{ block }}
    left join {{ compared }} as compared
        on
            blocks.system = compared.system
            and members.club_no = compared.club_no
    group by blocks.system, members.club_no
),

members_{{ block + 1 }} as (
    select
        level_clubs.system,
        level_clubs.club_no,
        clubs.legs,
        min(clubs.club_no) over tied as group_no,
        count(*) over tied as group_size,
        min(clubs.position) over tied = 1 as is_for_first_place
    from level_after_{{ block }} as level_clubs
    inner join {{ ref('int_ordered_rows') }} as clubs on level_clubs.club_no = clubs.club_no
    window
        tied as (
            partition by
                level_clubs.system, level_clubs.group_before, level_clubs.values_compared
        )
    qualify count(*) over tied > 1
)
{%- endmacro %}

{#- The rows of the tables for clubs that a first block leaves level, each once. -#}
{% macro rows_of_tied_clubs() -%}
    select rows.*
    from {{ ref('int_ordered_rows') }} as rows
    where rows.club_no in (select tied.club_no from {{ ref('int_tied_clubs') }} as tied)
{%- endmacro %}
