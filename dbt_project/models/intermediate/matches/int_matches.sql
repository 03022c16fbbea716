-- One row for each match on a page. A result grid cell that a match box also tells is
-- no match of its own: it becomes the box's second witness.
with

boxes as (
    select
        boxes.page_id,
        concat(boxes.page_id, '#match-', boxes.match_no) as match_id,
        boxes.section_no,
        boxes.witness,
        null::varchar as own_league_table_id,
        null::bigint as grid_no,
        boxes.line_start as position_in_page,
        coalesce(boxes.leg_no, 1) as leg_no,
        boxes.date_text,
        dates.match_date,
        dates.date_year_basis,
        boxes.time_text,
        boxes.round as round_text,
        boxes.home_team,
        boxes.home_team_link,
        boxes.away_team,
        boxes.away_team_link,
        boxes.score_text,
        boxes.match_status,
        boxes.home_goals,
        boxes.away_goals,
        boxes.home_penalties,
        boxes.away_penalties,
        boxes.says_after_extra_time,
        boxes.venue,
        boxes.city,
        boxes.attendance,
        boxes.referee,
        boxes.note,
        boxes.line_start,
        boxes.line_end
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    left join {{ ref('int_match_dates') }} as dates
        on boxes.page_id = dates.page_id and boxes.match_no = dates.match_no
),

cells as (
    select
        cells.page_id,
        concat(cells.page_id, '#cell-', cells.cell_no) as match_id,
        cells.section_no,
        'result_grid' as witness,
        cells.league_table_id as own_league_table_id,
        cells.grid_no,
        cells.line_start as position_in_page,
        coalesce(cells.leg_no, 1) as leg_no,
        null::varchar as date_text,
        null::date as match_date,
        null::varchar as date_year_basis,
        null::varchar as time_text,
        null::varchar as round_text,
        cells.home_team,
        cells.home_team_link,
        cells.away_team,
        cells.away_team_link,
        cells.score_text,
        cells.match_status,
        cells.home_goals,
        cells.away_goals,
        null::bigint as home_penalties,
        null::bigint as away_penalties,
        {{ says_after_extra_time('cells.score_text') }} as says_after_extra_time,
        null::varchar as venue,
        null::varchar as city,
        null::bigint as attendance,
        null::varchar as referee,
        cells.note,
        cells.line_start,
        cells.line_end
    from {{ ref('stg_wikitext__result_grid_cells') }} as cells
    where
        cells.match_status != 'scheduled'
        and cells.home_code is distinct from cells.away_code
),

witnesses as (
    select * from boxes
    union all
    select * from cells
),

-- Most names on many pages stand in lists and tables alone.
teams as (
    select
        page_id,
        team_name,
        team_link,
        team_id
    from {{ ref('int_team_identity') }}
    where is_in_matches
),

identified as (
    select
        witnesses.*,
        home.team_id as home_team_id,
        away.team_id as away_team_id,
        witnesses.witness = 'result_grid' as is_cell
    from witnesses
    left join teams as home
        on
            witnesses.page_id = home.page_id
            and witnesses.home_team = home.team_name
            and witnesses.home_team_link is not distinct from home.team_link
    left join teams as away
        on
            witnesses.page_id = away.page_id
            and witnesses.away_team = away.team_name
            and witnesses.away_team_link is not distinct from away.team_link
),

-- The n-th meeting at the same ground in the boxes is the n-th one in the grids. Asked only
-- of the pages that have grids, and without the columns that have no say in it.
pages_with_grids as (
    select distinct page_id
    from cells
),

numbered as (
    select
        identified.page_id,
        identified.match_id,
        identified.is_cell,
        identified.grid_no,
        identified.own_league_table_id,
        identified.home_team_id,
        identified.away_team_id,
        identified.home_goals,
        identified.away_goals,
        identified.line_start,
        row_number() over (
            partition by
                identified.page_id,
                identified.home_team_id,
                identified.away_team_id,
                identified.is_cell
            order by identified.leg_no, identified.position_in_page, identified.match_id
        ) as meeting_no
    from identified
    inner join pages_with_grids on identified.page_id = pages_with_grids.page_id
),

cell_partners as (
    select
        cells.page_id,
        cells.grid_no,
        cells.match_id as cell_id,
        boxes.match_id,
        cells.own_league_table_id,
        cells.home_goals,
        cells.away_goals,
        cells.line_start,
        count(boxes.match_id) over (partition by cells.page_id, cells.grid_no)
        * 2 >= count(*) over (partition by cells.page_id, cells.grid_no) as is_grid_of_boxes
    from numbered as cells
    left join numbered as boxes
        on
            cells.page_id = boxes.page_id
            and cells.home_team_id = boxes.home_team_id
            and cells.away_team_id = boxes.away_team_id
            and cells.meeting_no = boxes.meeting_no
            and not boxes.is_cell
    where cells.is_cell
),

-- Only a grid most of whose cells have a box repeats the boxes; elsewhere a box of the
-- same two clubs is another match, such as a cup final.
second_witnesses as (
    select *
    from cell_partners
    where is_grid_of_boxes and match_id is not null
)

select
    identified.page_id,
    identified.match_id,
    identified.section_no,
    identified.witness,
    identified.position_in_page,
    identified.leg_no,
    identified.date_text,
    identified.match_date,
    identified.date_year_basis,
    identified.time_text,
    identified.round_text,
    identified.home_team_id,
    identified.home_team,
    identified.home_team_link,
    identified.away_team_id,
    identified.away_team,
    identified.away_team_link,
    identified.score_text,
    identified.match_status,
    identified.home_goals,
    identified.away_goals,
    identified.home_penalties,
    identified.away_penalties,
    identified.says_after_extra_time,
    identified.venue,
    identified.city,
    identified.attendance,
    identified.referee,
    identified.note,
    identified.line_start,
    identified.line_end,
    coalesce(identified.own_league_table_id, second_witnesses.own_league_table_id)
        as own_league_table_id,
    case when second_witnesses.match_id is not null then 'result_grid' end as second_witness,
    second_witnesses.home_goals as second_witness_home_goals,
    second_witnesses.away_goals as second_witness_away_goals,
    second_witnesses.line_start as second_witness_line,
    second_witnesses.home_goals = identified.home_goals
    and second_witnesses.away_goals = identified.away_goals as do_witnesses_agree,
    identified.match_status in ('played', 'awarded')
    and identified.home_goals is not null
    and identified.away_goals is not null as has_result
from identified
left join second_witnesses on identified.match_id = second_witnesses.match_id
left join second_witnesses as absorbed on identified.match_id = absorbed.cell_id
where absorbed.cell_id is null
