-- The rows whose published order can be asked about: every figure of the table is
-- recorded and readable, and the order is the page's own. Each has a number, which stands
-- for table and club where many rows are compared: the next row of a table has the next
-- number, from a start that is the table's own, so that no other page has a say in it.
-- Rows that share a place on the page claim no order between them, nor does a row whose
-- place is not readable.
--
-- Where nobody knows how often a pair meets, it is as often as most have so far, if more than
-- once: one meeting alone may have its return match to come.
select
    (
        (md5_number_lower(league_rows.league_table_id) >> 13) << 12
    )::bigint + row_number() over (
        partition by league_rows.league_table_id order by league_rows.row_no
    ) as club_no,
    league_rows.page_id,
    league_rows.league_table_id,
    league_rows.row_no,
    league_rows.team_id,
    league_rows.team,
    league_rows.position,
    coalesce(
        league_rows.position
        != lead(league_rows.position) over (
            partition by league_rows.league_table_id order by league_rows.row_no
        ),
        false
    ) as is_above_next,
    league_rows.points,
    league_rows.played,
    league_rows.shown_wins as wins,
    league_rows.goal_difference,
    league_rows.shown_goals_for as goals_for,
    league_rows.shown_goals_against as goals_against,
    league_rows.points_for_win,
    league_rows.points_for_draw,
    league_rows.points_for_loss,
    coalesce(facts.legs, case when facts.legs_so_far > 1 then facts.legs_so_far end) as legs
from {{ ref('int_league_table_rows') }} as league_rows
inner join {{ ref('int_league_table_facts') }} as facts
    on league_rows.league_table_id = facts.league_table_id
where
    facts.is_supported_style
    and facts.is_fully_readable
    and facts.has_goals_recorded
    and not facts.is_all_zero
    and not facts.is_generated_from_matches
    and league_rows.team_id is not null
    and league_rows.goal_difference is not null
    and league_rows.points is not null
    and league_rows.played is not null
    and facts.team_count = facts.row_count
