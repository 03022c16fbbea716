-- The cells of result grids that tell a match which a box tells too.
--
-- At one place a box and a cell of the same two clubs with the same result are one match. Of the
-- rest it is the n-th box and the n-th cell.
with

numbered as (
    {{ numbered_meetings(ref('int_meeting_witnesses'), 'is_cell') }}
),

partners as (
    select
        cells.page_id,
        boxes.witness_no as match_no,
        cells.witness_no as cell_no,
        cells.grid_no,
        cells.league_table_id,
        cells.score_text,
        cells.match_status,
        cells.home_goals,
        cells.away_goals,
        cells.line_start,
        cells.has_result and not boxes.has_result and boxes.match_status != 'two_results'
            as gives_result,
        cells.has_result and boxes.has_result as have_both_results,
        cells.is_told_alike and boxes.is_told_alike as is_told_alike
    from numbered as cells
    left join numbered as boxes
        on
            cells.pair_key = boxes.pair_key
            and cells.place_no = boxes.place_no
            and cells.meeting_no = boxes.meeting_no
            and not boxes.is_cell
            and not (cells.has_result and boxes.is_put_off)
    where cells.is_cell
),

judged as (
    select
        *,
        count(match_no) over grid * 2 >= count(*) over grid as is_grid_of_boxes,
        count(*) filter (where is_told_alike) over grid * 2
        >= greatest(count(*) filter (where have_both_results) over grid, 1) as is_confirmed
    from partners
    window grid as (partition by page_id, grid_no)
)

-- Only a grid most of whose cells have a box repeats the boxes; elsewhere a box of the
-- same two clubs is another match, such as a cup final. A box without a score takes the
-- result of a grid that agrees with the boxes that have one.
select
    page_id,
    match_no,
    cell_no,
    league_table_id,
    gives_result,
    score_text,
    match_status,
    home_goals,
    away_goals,
    line_start
from judged
where is_grid_of_boxes and match_no is not null and (is_confirmed or not gives_result)
