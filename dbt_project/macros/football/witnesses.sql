{#- What is told twice on a page: `second` is the column that is true for the second telling. -#}

{#-
    The place of each telling of a pair: the nearest section around it that also holds one of the
    other kind. Sections that share none have no row.
-#}
{% macro places_in_common(met, second) -%}
    select
        pair_key,
        {{ second }},
        section_no,
        arg_max(ancestor_section_no, ancestor_level) as place_no
    from (
        select
            *,
            bool_or({{ second }}) over around and bool_or(not {{ second }}) over around
                as holds_both
        from (
            select distinct
                met.pair_key,
                met.{{ second }},
                met.section_no,
                ancestors.ancestor_section_no,
                ancestors.ancestor_level
            from {{ met }} as met
            inner join {{ ref('int_section_ancestors') }} as ancestors
                on met.page_id = ancestors.page_id and met.section_no = ancestors.section_no
        ) as sections_around
        window around as (partition by pair_key, ancestor_section_no)
    ) as holding
    where holds_both
    group by pair_key, {{ second }}, section_no
{%- endmacro %}

{#-
    The tellings of a pair at a place, numbered so that the n-th of one kind is the match of the
    n-th of the other: first what both tell with the same result, then the rest in its order. What
    was put off or annulled comes last, because the second telling shows the match that was played
    in its place.
-#}
{% macro numbered_meetings(met, second) -%}
    select
        *,
        row_number() over (
            partition by pair_key, place_no, {{ second }}
            order by
                not is_told_alike,
                case when is_told_alike then home_goals end,
                case when is_told_alike then away_goals end,
                is_put_off,
                leg_no,
                witness_no
        ) as meeting_no
    from (
        select
            *,
            has_result
            and count(*) over (
                partition by pair_key, place_no, has_result, home_goals, away_goals, same_result_no
            ) = 2 as is_told_alike
        from (
            select
                *,
                match_status in ('postponed', 'abandoned', 'cancelled', 'bye') as is_put_off,
                row_number() over (
                    partition by
                        pair_key, place_no, {{ second }}, has_result, home_goals, away_goals
                    order by leg_no, witness_no
                ) as same_result_no
            from {{ met }}
        ) as counted
    ) as compared
{%- endmacro %}
