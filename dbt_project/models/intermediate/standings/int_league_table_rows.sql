-- The rows of the published tables, each with its club, its points rule and the figures
-- as the page shows them: an absent or empty figure is shown as 0 where the row has any
-- figure at all, an unreadable one stays unknown.
with

teams as (
    select
        {{ mention_key('page_id', 'team_name', 'team_link') }} as mention_key,
        team_id,
        identity_basis
    from {{ ref('int_team_identity') }}
),

ruled as (
    select
        rows.*,
        tables.section_no,
        tables.family,
        tables.first_position,
        tables.shows_groups,
        tables.is_generated_from_matches,
        rules.table_style is not null as is_supported_style,
        coalesce(tables.points_for_win, rules.points_for_win) as points_for_win,
        coalesce(tables.points_for_draw, rules.points_for_draw) as points_for_draw,
        coalesce(tables.points_for_loss, rules.points_for_loss) as points_for_loss,
        teams.team_id,
        teams.identity_basis
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('stg_wikitext__league_tables') }} as tables
        on rows.league_table_id = tables.league_table_id
    left join {{ ref('points_rules') }} as rules
        on lower(tables.table_style) = lower(rules.table_style)
    left join teams
        on {{ mention_key('rows.page_id', 'rows.team', 'rows.team_link') }} = teams.mention_key
),

judged as (
    select
        *,
        coalesce(wins, draws, losses, goals_for, goals_against) is not null as has_figures,
        {{ is_unreadable('wins_text', 'wins') }}
        or {{ is_unreadable('draws_text', 'draws') }}
        or {{ is_unreadable('losses_text', 'losses') }}
        or {{ is_unreadable('goals_for_text', 'goals_for') }}
        or {{ is_unreadable('goals_against_text', 'goals_against') }}
        or {{ is_unreadable('adjust_points_text', 'points_adjustment') }}
        or {{ is_unreadable('startpoints_text', 'starting_points') }} as has_unreadable_figure
    from ruled
),

shown as (
    select
        *,
        {{ as_shown('wins_text', 'wins') }} as shown_wins,
        {{ as_shown('draws_text', 'draws') }} as shown_draws,
        {{ as_shown('losses_text', 'losses') }} as shown_losses,
        {{ as_shown('goals_for_text', 'goals_for') }} as shown_goals_for,
        {{ as_shown('goals_against_text', 'goals_against') }} as shown_goals_against
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
        when not is_generated_from_matches
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
    coalesce(played_typed, played_derived) as played,
    coalesce(goal_difference_typed, goal_difference_derived) as goal_difference,
    coalesce(points_typed, points_derived) as points,
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
    group_name,
    qualification,
    note,
    has_figures,
    has_unreadable_figure,
    coalesce(shown_wins + shown_draws + shown_losses + shown_goals_for + shown_goals_against, 0)
    = 0 as is_all_zero,
    team_line,
    line_start,
    line_end
from derived
