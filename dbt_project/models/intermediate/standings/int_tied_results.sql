-- The counted matches of clubs that a first block leaves level, among themselves: each as both
-- clubs saw it, with the points that its table gives for it.
with

tied_clubs as (
    {{ rows_of_tied_clubs() }}
),

results as (
    {{ counted_results() }}
)

select
    own.club_no,
    results.page_id,
    results.match_id,
    opponents.club_no as opponent_no,
    case
        when results.goals_for > results.goals_against then own.points_for_win
        when results.goals_for = results.goals_against then own.points_for_draw
        else own.points_for_loss
    end as points,
    results.goals_for,
    results.goals_against,
    results.is_away,
    results.is_own
from results
inner join tied_clubs as own
    on results.league_table_id = own.league_table_id and results.team_id = own.team_id
inner join tied_clubs as opponents
    on
        results.league_table_id = opponents.league_table_id
        and results.opponent_team_id = opponents.team_id
