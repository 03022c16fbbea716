-- The cells of result grids that tell a match which a box tells too. The n-th meeting at the
-- same ground in the boxes is the n-th one in the grids. Looked for on the pages that have
-- grids only, and without the columns that have no say in it.
with

cells as (
    select
        page_id,
        cell_no as witness_no,
        grid_no,
        league_table_id,
        true as is_cell,
        coalesce(leg_no, 1) as leg_no,
        home_team,
        home_team_link,
        away_team,
        away_team_link,
        home_goals,
        away_goals,
        line_start
    from {{ ref('stg_wikitext__result_grid_cells') }}
    where is_match
),

pages_with_grids as (
    select distinct page_id
    from cells
),

boxes as (
    select
        boxes.page_id,
        boxes.match_no as witness_no,
        null::bigint as grid_no,
        null::varchar as league_table_id,
        false as is_cell,
        coalesce(boxes.leg_no, 1) as leg_no,
        boxes.home_team,
        boxes.home_team_link,
        boxes.away_team,
        boxes.away_team_link,
        boxes.home_goals,
        boxes.away_goals,
        boxes.line_start
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    inner join pages_with_grids on boxes.page_id = pages_with_grids.page_id
),

witnesses as (
    select * from cells
    union all
    select * from boxes
),

teams as (
    select
        {{ mention_key('identity.page_id', 'identity.team_name', 'identity.team_link') }}
            as mention_key,
        identity.team_id
    from {{ ref('int_team_identity') }} as identity
    inner join pages_with_grids on identity.page_id = pages_with_grids.page_id
    where identity.is_in_matches
),

numbered as (
    select
        witnesses.page_id,
        witnesses.witness_no,
        witnesses.grid_no,
        witnesses.league_table_id,
        witnesses.is_cell,
        home.team_id as home_team_id,
        away.team_id as away_team_id,
        witnesses.home_goals,
        witnesses.away_goals,
        witnesses.line_start,
        row_number() over (
            partition by witnesses.page_id, home.team_id, away.team_id, witnesses.is_cell
            order by witnesses.leg_no, witnesses.line_start, witnesses.witness_no
        ) as meeting_no
    from witnesses
    {{ join_clubs('witnesses') }}
),

cell_partners as (
    select
        cells.page_id,
        boxes.witness_no as match_no,
        cells.witness_no as cell_no,
        cells.league_table_id,
        cells.home_goals,
        cells.away_goals,
        cells.line_start,
        count(boxes.witness_no) over (partition by cells.page_id, cells.grid_no)
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
)

-- Only a grid most of whose cells have a box repeats the boxes; elsewhere a box of the
-- same two clubs is another match, such as a cup final.
select
    page_id,
    match_no,
    cell_no,
    league_table_id,
    home_goals,
    away_goals,
    line_start
from cell_partners
where is_grid_of_boxes and match_no is not null
