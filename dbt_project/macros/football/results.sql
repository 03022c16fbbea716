{#- True for a match that was played to its end or awarded, with goals for both clubs. -#}
{% macro has_result(matches) -%}
    {{ matches }}.match_status in ('played', 'awarded')
    and {{ matches }}.home_goals is not null
    and {{ matches }}.away_goals is not null
{%- endmacro %}

{#-
    One row for each club of each match that counts in a table: the match as that club saw it. Of an
    open table, clubs without a row in it are among them.
-#}
{% macro counted_results() -%}
    {% for is_away in ('false', 'true') -%}
    {%- set own, other = ('away', 'home') if is_away == 'true' else ('home', 'away') -%}
    select
        page_id,
        league_table_id,
        match_id,
        {{ own }}_team_id as team_id,
        {{ other }}_team_id as opponent_team_id,
        {{ own }}_goals as goals_for,
        {{ other }}_goals as goals_against,
        {{ is_away }} as is_away,
        is_own
    from {{ ref('int_counted_matches') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
{%- endmacro %}

{#-
    How clubs are ranked where no tie-break is decided: level on all three, they share a rank.
    Where the points are not known, nobody has one.
-#}
{% macro rank_by_figures(within) -%}
    case
        when points is not null
            then
                rank() over (
                    partition by {{ within }}
                    order by points desc, goal_difference desc, goals_for desc
                )
    end
{%- endmacro %}

{#-
    Whether a match that could belong to a table stands in a part of its page: under the part's
    heading, and nearest to the table itself, or else to others with so many clubs at least.
-#}
{% macro stands_in_part(candidates, part) -%}
    {{ candidates }}.common_level >= {{ part }}.scope_level
    and case
        when {{ candidates }}.is_nearest_table then {{ part }}.holds_nearest
        else coalesce({{ candidates }}.nearest_team_count >= {{ part }}.least_team_count, false)
    end
{%- endmacro %}
