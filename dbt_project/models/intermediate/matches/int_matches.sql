{%- set date_of_second %}
            if({{ blank_to_null('boxes.date_text') }} is null, second.match_date, null)
{%- endset -%}
-- One row for each match on a page. A result grid cell or a leg result that a match box also
-- tells is no match of its own: it becomes the box's second witness (int_second_witnesses,
-- int_leg_witnesses), and the only one of what the box leaves out. A box has one: where a grid
-- and a leg result both repeat it, the leg result stays a match.
with

second as (
    select
        page_id,
        match_no,
        'result_grid' as second_witness,
        league_table_id,
        gives_result,
        score_text,
        match_status,
        home_goals,
        away_goals,
        line_start,
        null::bigint as leg_match_no,
        null::bigint as leg_no,
        null::varchar as date_text,
        null::date as match_date,
        null::bigint as home_penalties,
        null::bigint as away_penalties,
        false as says_after_extra_time,
        null::varchar as note
    from {{ ref('int_second_witnesses') }}
    union all by name
    select
        legs.*,
        'leg_result' as second_witness
    from {{ ref('int_leg_witnesses') }} as legs
    anti join {{ ref('int_second_witnesses') }} as cells
        on legs.page_id = cells.page_id and legs.match_no = cells.match_no
),

boxes as (
    select
        boxes.page_id,
        concat(boxes.page_id, '#match-', boxes.match_no) as match_id,
        boxes.section_no,
        boxes.witness,
        boxes.line_start as position_in_page,
        coalesce(boxes.leg_no, second.leg_no, 1) as leg_no,
        coalesce({{ blank_to_null('boxes.date_text') }}, second.date_text, boxes.date_text)
            as date_text,
        coalesce(boxes.match_date, dates.match_date, {{ date_of_second }}) as match_date,
        case
            when coalesce(boxes.match_date, {{ date_of_second }}) is not null then 'written'
            else dates.date_year_basis
        end as date_year_basis,
        boxes.time_text,
        boxes.round as round_text,
        boxes.home_team,
        boxes.home_team_link,
        boxes.away_team,
        boxes.away_team_link,
        case when second.gives_result then second.score_text else boxes.score_text end
            as score_text,
        case
            when second.gives_result and boxes.match_status != 'awarded' then second.match_status
            else boxes.match_status
        end as match_status,
        case when second.gives_result then second.home_goals else boxes.home_goals end
            as home_goals,
        case when second.gives_result then second.away_goals else boxes.away_goals end
            as away_goals,
        coalesce(boxes.home_penalties, second.home_penalties) as home_penalties,
        coalesce(boxes.away_penalties, second.away_penalties) as away_penalties,
        boxes.says_after_extra_time or coalesce(second.says_after_extra_time, false)
            as says_after_extra_time,
        boxes.venue,
        boxes.city,
        boxes.attendance,
        boxes.referee,
        coalesce(boxes.note, second.note) as note,
        boxes.line_start,
        boxes.line_end,
        second.league_table_id as own_league_table_id,
        second.second_witness,
        second.home_goals as second_witness_home_goals,
        second.away_goals as second_witness_away_goals,
        second.line_start as second_witness_line,
        coalesce(second.gives_result, false) as is_result_of_second,
        second.home_goals = boxes.home_goals
        and second.away_goals = boxes.away_goals as do_witnesses_agree
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    left join {{ ref('int_match_dates') }} as dates
        on boxes.page_id = dates.page_id and boxes.match_no = dates.match_no
    left join second
        on boxes.page_id = second.page_id and boxes.match_no = second.match_no
    anti join second as legs
        on boxes.page_id = legs.page_id and boxes.match_no = legs.leg_match_no
),

cells as (
    select
        cells.page_id,
        concat(cells.page_id, '#cell-', cells.cell_no) as match_id,
        cells.section_no,
        'result_grid' as witness,
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
        cells.line_end,
        cells.league_table_id as own_league_table_id,
        null::varchar as second_witness,
        null::bigint as second_witness_home_goals,
        null::bigint as second_witness_away_goals,
        null::bigint as second_witness_line,
        false as is_result_of_second,
        null::boolean as do_witnesses_agree
    from {{ ref('stg_wikitext__result_grid_cells') }} as cells
    left join {{ ref('int_second_witnesses') }} as second
        on cells.page_id = second.page_id and cells.cell_no = second.cell_no
    where cells.is_match and second.page_id is null
),

witnesses as (
    select * from boxes
    union all
    select * from cells
),

-- Most names on many pages stand in lists and tables alone. Read twice, not kept for both.
teams as not materialized (
    select
        {{ mention_key('page_id', 'team_name', 'team_link') }} as mention_key,
        team_id
    from {{ ref('int_team_identity') }}
    where is_in_matches
)

select
    witnesses.page_id,
    witnesses.match_id,
    witnesses.section_no,
    witnesses.witness,
    witnesses.position_in_page,
    witnesses.leg_no,
    witnesses.date_text,
    witnesses.match_date,
    witnesses.date_year_basis,
    witnesses.time_text,
    witnesses.round_text,
    home.team_id as home_team_id,
    witnesses.home_team,
    witnesses.home_team_link,
    away.team_id as away_team_id,
    witnesses.away_team,
    witnesses.away_team_link,
    witnesses.score_text,
    witnesses.match_status,
    witnesses.home_goals,
    witnesses.away_goals,
    witnesses.home_penalties,
    witnesses.away_penalties,
    witnesses.says_after_extra_time,
    witnesses.venue,
    witnesses.city,
    witnesses.attendance,
    witnesses.referee,
    witnesses.note,
    witnesses.line_start,
    witnesses.line_end,
    witnesses.own_league_table_id,
    witnesses.second_witness,
    witnesses.second_witness_home_goals,
    witnesses.second_witness_away_goals,
    witnesses.second_witness_line,
    witnesses.is_result_of_second,
    witnesses.do_witnesses_agree,
    {{ has_result('witnesses') }} as has_result
from witnesses
{{ join_clubs('witnesses') }}
