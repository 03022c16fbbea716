{%- set own_points = 'rows.points_typed - coalesce(rows.points_adjustment, 0)' -%}
-- The rows of the published tables, each with its club, its points rule and the figures
-- as the page shows them: an absent or empty figure is shown as 0 where the row has any
-- figure at all, an unreadable one stays unknown. So does an unreadable place, and so do
-- the points of a table that names an unreadable rule.
with

teams as (
    select
        {{ mention_key('page_id', 'team_name', 'team_link') }} as mention_key,
        team_id,
        identity_basis
    from {{ ref('int_team_identity') }}
),

-- A plain table tells its points for a win by its points alone. One row may be wrong, or have
-- lost points without a column that says so.
two_points as (
    select rows.league_table_id
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('stg_wikitext__league_tables') }} as tables
        on rows.league_table_id = tables.league_table_id
    where tables.family = 'wikitable' and rows.wins > 0
    group by rows.league_table_id
    having
        count(*) filter (where {{ own_points }} = 2 * rows.wins + rows.draws) >= 2
        and count(*) filter (where {{ own_points }} != 2 * rows.wins + rows.draws) <= 1
),

ruled as (
    select
        rows.*,
        tables.section_no,
        tables.family,
        tables.first_position,
        tables.shows_groups,
        tables.is_generated_from_matches,
        coalesce(
            {{ side_of_table('tables.caption') }}, {{ side_of_table('sections.heading') }}
        ) as single_side,
        rules.table_style is not null
        and not {{ has_unreadable_points_rule('tables') }} as is_supported_style,
        {% for result in ['win', 'draw', 'loss'] -%}
        coalesce(
            tables.points_for_{{ result }},
            {% if result == 'win' -%}
            case when two_points.league_table_id is not null then 2 end,
            {% endif -%}
            case
                when {{ blank_to_null('tables.' ~ result ~ 'points_text') }} is null
                    then rules.points_for_{{ result }}
            end
        ) as points_for_{{ result }},
        {% endfor -%}
        teams.team_id,
        teams.identity_basis
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('stg_wikitext__league_tables') }} as tables
        on rows.league_table_id = tables.league_table_id
    left join {{ ref('stg_wikitext__sections') }} as sections
        on tables.page_id = sections.page_id and tables.section_no = sections.section_no
    left join {{ ref('points_rules') }} as rules
        on lower(tables.table_style) = lower(rules.table_style)
    left join two_points on rows.league_table_id = two_points.league_table_id
    left join teams
        on {{ mention_key('rows.page_id', 'rows.team', 'rows.team_link') }} = teams.mention_key
),

judged as (
    select
        *,
        coalesce(wins, draws, losses, goals_for, goals_against) is not null as has_figures,
        {{ has_unreadable_figure() }} as has_unreadable_figure,
        -- A plain table shows what it has columns for: without one nothing is shown, not 0.
        family = 'wikitable' and (goals_for_text is null) != (goals_against_text is null)
            as lacks_goals_of_a_side
    from ruled
),

shown as (
    select
        *,
        {{ as_shown('wins_text', 'wins') }} as shown_wins,
        {{ as_shown('draws_text', 'draws') }} as shown_draws,
        {{ as_shown('losses_text', 'losses') }} as shown_losses,
        case
            when not (lacks_goals_of_a_side and goals_for_text is null)
                then {{ as_shown('goals_for_text', 'goals_for') }}
        end as shown_goals_for,
        case
            when not (lacks_goals_of_a_side and goals_against_text is null)
                then {{ as_shown('goals_against_text', 'goals_against') }}
        end as shown_goals_against
    from judged
),

derived as (
    select
        *,
        shown_wins + shown_draws + shown_losses as played_derived,
        shown_goals_for - shown_goals_against as goal_difference_derived,
        points_for_win * shown_wins
        + points_for_draw * shown_draws
        + points_for_loss * shown_losses
        + coalesce(points_adjustment, 0)
        + coalesce(starting_points, 0) as points_derived
    from shown
)

select
    league_table_id,
    page_id,
    table_no,
    row_no,
    section_no,
    team_id,
    team,
    team_code,
    identity_basis,
    case
        when
            not is_generated_from_matches
            and not {{ is_unreadable('display_position_text', 'display_position') }}
            then coalesce(display_position, first_position + row_no - 1)
    end as position,
    wins,
    draws,
    losses,
    goals_for,
    goals_against,
    shown_wins,
    shown_draws,
    shown_losses,
    shown_goals_for,
    shown_goals_against,
    {{ typed_or_derived('played') }} as played,
    {{ typed_or_derived('goal_difference') }} as goal_difference,
    {{ typed_or_derived('points') }} as points,
    played_typed,
    goal_difference_typed,
    points_typed,
    played_derived,
    goal_difference_derived,
    points_derived,
    points_adjustment,
    starting_points,
    points_for_win,
    points_for_draw,
    points_for_loss,
    is_supported_style,
    is_generated_from_matches,
    shows_groups,
    single_side,
    group_name,
    qualification,
    note,
    has_figures,
    has_unreadable_figure,
    coalesce(
        shown_wins + shown_draws + shown_losses
        + case
            when lacks_goals_of_a_side then coalesce(shown_goals_for, shown_goals_against)
            else shown_goals_for + shown_goals_against
        end,
        0
    ) = 0 as is_all_zero,
    team_line,
    line_start,
    line_end
from derived
