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

ruled as (
    select
        rows.*,
        rules.section_no,
        rules.family,
        rules.first_position,
        rules.shows_groups,
        rules.is_generated_from_matches,
        rules.single_side,
        rules.is_supported_style,
        rules.points_for_win,
        rules.points_for_draw,
        rules.points_for_loss,
        teams.team_id,
        teams.identity_basis
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('int_league_table_rules') }} as rules
        on rows.league_table_id = rules.league_table_id
    left join teams
        on {{ mention_key('rows.page_id', 'rows.team', 'rows.team_link') }} = teams.mention_key
),

judged as (
    select
        *,
        coalesce(wins, draws, losses, goals_for, goals_against) is not null as has_figures,
        {{ has_unreadable_figure() }} as has_unreadable_figure,
        -- A plain table shows what it has columns for: without one nothing is shown, not 0.
        family = 'wikitable' and draws_text is null as lacks_draws,
        family = 'wikitable' and (goals_for_text is null) != (goals_against_text is null)
            as lacks_goals_of_a_side
    from ruled
),

shown as (
    select
        *,
        {{ as_shown('wins_text', 'wins') }} as shown_wins,
        case
            when lacks_draws then draws_derived
            else {{ as_shown('draws_text', 'draws') }}
        end as shown_draws,
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
    lacks_draws,
    coalesce(
        shown_wins + shown_losses
        + case when lacks_draws then coalesce(shown_draws, 0) else shown_draws end
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
