-- Neighbours on the page whose points, and points for each match, say that they stand the wrong
-- way round. Every system of tie-breaks begins with one of the two.
--
-- What may explain the order is asked first: a note, a letter of status or points given or taken;
-- groups; a second phase, after which clubs stand in two halves, so that a club has played more
-- than its meetings with all others; a title match after a complete round robin. An open
-- table may rank its clubs by the round that each reached. Where more
-- neighbours than two stand so, the rows may be in another order altogether, as by name.
with

clubs as (
    select
        ordered.*,
        league_rows.line_start,
        league_rows.line_end,
        count(*) over of_table as row_count,
        facts.legs_so_far,
        ordered.played <= facts.legs_so_far * (count(*) over of_table - 1)
        and league_rows.note is null
        and staged.status_letters is null
        and coalesce(league_rows.points_adjustment, 0) = 0
        and coalesce(league_rows.starting_points, 0) = 0 as is_plain
    from {{ ref('int_ordered_rows') }} as ordered
    inner join {{ ref('int_league_table_rows') }} as league_rows
        on
            ordered.league_table_id = league_rows.league_table_id
            and ordered.row_no = league_rows.row_no
    inner join {{ ref('stg_wikitext__league_table_rows') }} as staged
        on
            ordered.league_table_id = staged.league_table_id
            and ordered.row_no = staged.row_no
    inner join {{ ref('int_league_table_facts') }} as facts
        on ordered.league_table_id = facts.league_table_id
    where not facts.shows_groups and not facts.is_open_set
    window of_table as (partition by ordered.league_table_id)
),

inverted as (
    select
        upper.league_table_id,
        upper.page_id,
        upper.row_no,
        upper.team_id,
        upper.team,
        upper.points,
        lower_row.team as next_team,
        lower_row.points as next_points,
        lower_row.line_start as next_line_start,
        upper.line_start,
        upper.line_end,
        upper.row_count,
        upper.is_plain
        and lower_row.is_plain
        and not (
            upper.row_no = 1
            and upper.played = upper.legs_so_far * (upper.row_count - 1)
        ) as is_plain_pair,
        count(*) over (partition by upper.league_table_id) as inverted_count
    from clubs as upper
    inner join clubs as lower_row on upper.club_no + 1 = lower_row.club_no
    where
        upper.is_above_next
        and lower_row.points > upper.points
        and lower_row.points * upper.played > upper.points * lower_row.played
)

select
    league_table_id,
    page_id,
    row_no,
    team_id,
    team,
    points,
    next_team,
    next_points,
    next_line_start,
    line_start,
    line_end
from inverted
where is_plain_pair and inverted_count = 1
