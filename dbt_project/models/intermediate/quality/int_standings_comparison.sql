{%- set figures = [
    'played', 'wins', 'draws', 'losses',
    'goals_for', 'goals_against', 'goal_difference', 'points',
] -%}
-- Published and computed figures of each row side by side.
-- A residual is published minus computed. It is not known where the figures mean something else
-- than the matches show, or come from them. Where nothing tells how many matches a row counts, it
-- may agree; what differs may count others.
with

published as (
    select
        rows.league_table_id,
        rows.page_id,
        rows.row_no,
        rows.team_id,
        rows.team,
        rows.team_line,
        rows.line_start,
        rows.line_end,
        rows.has_figures,
        rows.has_unreadable_figure,
        rows.lacks_draws and rows.played is null as lacks_played,
        facts.is_supported_style and not facts.is_generated_from_matches as is_comparable_table,
        facts.is_recorded as is_table_recorded,
        facts.matches_counted,
        rows.played as published_played,
        rows.shown_wins as published_wins,
        -- What follows from the other figures is no witness of its own.
        case when rows.lacks_draws is not true then rows.shown_draws end as published_draws,
        rows.shown_losses as published_losses,
        case when facts.has_goals_recorded then rows.shown_goals_for end as published_goals_for,
        case when facts.has_goals_recorded then rows.shown_goals_against end
            as published_goals_against,
        case when facts.has_goals_recorded then rows.goal_difference end
            as published_goal_difference,
        rows.points as published_points
    from {{ ref('int_league_table_rows') }} as rows
    inner join {{ ref('int_league_table_facts') }} as facts
        on rows.league_table_id = facts.league_table_id
),

compared as (
    select
        published.*,
        computed.played as computed_played,
        computed.wins as computed_wins,
        computed.draws as computed_draws,
        computed.losses as computed_losses,
        computed.goals_for as computed_goals_for,
        computed.goals_against as computed_goals_against,
        computed.goal_difference as computed_goal_difference,
        computed.points as computed_points,
        {% for figure in figures -%}
        case
            when published.is_comparable_table
                then published.published_{{ figure }} - computed.{{ figure }}
        end as {{ figure }}_residual
        {%- if not loop.last %},{% endif %}
        {% endfor %}
    from published
    left join {{ ref('int_computed_standings') }} as computed
        on
            published.league_table_id = computed.league_table_id
            and published.team_id = computed.team_id
),

judged as (
    select
        *,
        array_to_string(
            list_filter(
                [
                    {% for figure in figures -%}
                    case
                        when {{ figure }}_residual != 0
                            then
                                concat(
                                    '{{ figure | replace("_", " ") }} ',
                                    published_{{ figure }},
                                    ' published, ',
                                    computed_{{ figure }},
                                    ' computed'
                                )
                    end
                    {%- if not loop.last %},{% endif %}
                    {% endfor %}
                ],
                lambda part: part is not null
            ),
            '; '
        ) as differences
    from compared
)

select
    *,
    case
        when not is_comparable_table then 'not_comparable'
        when not is_table_recorded then 'not_recorded'
        when matches_counted = 0 then 'no_matches'
        when not has_figures or has_unreadable_figure or team_id is null then 'not_comparable'
        when lacks_played and differences = '' then 'agrees'
        when coalesce(played_residual != 0, true) then 'not_comparable'
        when differences = '' then 'agrees'
        else 'differs'
    end as row_status
from judged
