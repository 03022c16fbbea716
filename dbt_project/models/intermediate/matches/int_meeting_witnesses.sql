-- What boxes and cells of grids tell of the meetings of two clubs, on the pages that have grids,
-- and at which place: 0, the whole page, unless grids in several sections tell of the same two
-- clubs at the same ground. There a place is a section, the nearest one around a box that also
-- holds a cell, and the nearest one around a cell that also holds a box. Boxes without two
-- clubs, such as those of a draw, are left out, and leg results that only repeat a box.
with

cells as (
    select
        page_id,
        cell_no as witness_no,
        grid_no,
        section_no,
        league_table_id,
        true as is_cell,
        coalesce(leg_no, 1) as leg_no,
        home_team,
        home_team_link,
        away_team,
        away_team_link,
        score_text,
        match_status,
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
        boxes.section_no,
        null::varchar as league_table_id,
        false as is_cell,
        coalesce(boxes.leg_no, 1) as leg_no,
        boxes.home_team,
        boxes.home_team_link,
        boxes.away_team,
        boxes.away_team_link,
        null::varchar as score_text,
        boxes.match_status,
        boxes.home_goals,
        boxes.away_goals,
        boxes.line_start
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    inner join pages_with_grids on boxes.page_id = pages_with_grids.page_id
    anti join {{ ref('int_leg_witnesses') }} as legs
        on boxes.page_id = legs.page_id and boxes.match_no = legs.leg_match_no
),

witnesses as (
    select * from cells
    union all
    select * from boxes
),

teams as (
    {{ teams_of('pages_with_grids') }}
),

met as (
    select
        witnesses.page_id,
        witnesses.witness_no,
        witnesses.grid_no,
        witnesses.section_no,
        witnesses.league_table_id,
        witnesses.is_cell,
        witnesses.leg_no,
        {{ pair_key('witnesses.page_id', 'home.team_id', 'away.team_id') }} as pair_key,
        witnesses.score_text,
        witnesses.match_status,
        witnesses.home_goals,
        witnesses.away_goals,
        witnesses.line_start,
        {{ has_result('witnesses') }} as has_result
    from witnesses
    {{ join_clubs('witnesses') }}
),

pairs_with_grids_apart as (
    select pair_key
    from met
    where is_cell
    group by pair_key
    having min(section_no) < max(section_no)
),

apart as (
    select met.*
    from met
    inner join pairs_with_grids_apart as pairs on met.pair_key = pairs.pair_key
),

places as (
    {{ places_in_common('apart', 'is_cell') }}
)

select
    met.page_id,
    met.witness_no,
    met.is_cell,
    met.grid_no,
    met.league_table_id,
    met.leg_no,
    met.pair_key,
    coalesce(places.place_no, 0) as place_no,
    met.score_text,
    met.match_status,
    met.home_goals,
    met.away_goals,
    met.has_result,
    met.line_start
from met
left join places
    on
        met.pair_key = places.pair_key
        and met.is_cell = places.is_cell
        and met.section_no = places.section_no
where met.is_cell or met.pair_key is not null
