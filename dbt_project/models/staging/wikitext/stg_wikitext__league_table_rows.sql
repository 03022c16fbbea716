-- Points that say in brackets what was taken off them are read where they follow so from the
-- results of their row, with three or two points for a win: "25 (−3)". Else nobody knows whether
-- they are those before or after it. Where no column has the draws, they are what the matches
-- played leave of wins and losses.
with

typed as (
    select
        *,
        {{ whole_number('win') }} as wins,
        {{ whole_number('draw') }} as draws,
        {{ whole_number('loss') }} as losses,
        {{ shown_number('played') }} as played_typed,
        {{ bracketed_points('points', 1) }} as points_in_front,
        {{ bracketed_points('points', 2) }} as points_in_brackets
    from {{ source('wikitext', 'league_table_rows') }}
),

counted as (
    select
        *,
        case
            when draw is null and played_typed >= wins + losses then played_typed - wins - losses
        end as draws_derived
    from typed
),

prepared as (
    select
        *,
        coalesce(
            points_in_front - points_in_brackets - coalesce(draws, draws_derived, 0)
            in (3 * wins, 2 * wins),
            false
        ) as is_bracket_deduction
    from counted
)

select
    page_id,
    concat(page_id, '#table-', table_no) as league_table_id,
    table_no,
    row_no,
    nfc_normalize(trim(team_code)) as team_code,
    team as team_text,
    {{ team_name('team') }} as team,
    {{ team_link('team_link') }} as team_link,
    display_position as display_position_text,
    {{ place_number('display_position') }} as display_position,
    win as wins_text,
    wins,
    draw as draws_text,
    draws,
    draws_derived,
    loss as losses_text,
    losses,
    gf as goals_for_text,
    {{ whole_number('gf') }} as goals_for,
    ga as goals_against_text,
    {{ whole_number('ga') }} as goals_against,
    played as played_text,
    played_typed,
    goal_difference as goal_difference_text,
    {{ shown_number('goal_difference') }} as goal_difference_typed,
    points as points_text,
    case
        when is_bracket_deduction then points_in_front
        else
            coalesce(
                {{ shown_number('points') }},
                {{ points_won('points', 'coalesce(played_typed, wins + draws + losses)') }}
            )
    end as points_typed,
    adjust_points as adjust_points_text,
    case
        when is_bracket_deduction and {{ blank_to_null('adjust_points') }} is null
            then points_in_brackets
        else {{ whole_number('adjust_points') }}
    end as points_adjustment,
    startpoints as startpoints_text,
    {{ whole_number('startpoints') }} as starting_points,
    {{ blank_to_null('hth_note') }} as head_to_head_note,
    {{ blank_to_null('note') }} as note,
    {{ blank_to_null('status') }} as status_letters,
    {{ blank_to_null('group_name') }} as group_name,
    {{ blank_to_null('result_key') }} as result_key,
    {{ blank_to_null('result_text') }} as qualification,
    team_line,
    content_sha256,
    line_start,
    line_end
from prepared
