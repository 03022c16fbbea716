-- Leg results that tell a match which a match box of the page tells too.
--
-- Both are of the same two clubs under a common heading. A summary with its boxes in its own
-- section or below it is of one round. Elsewhere boxes and summary may be of two rounds, so that
-- most results of the summary must be told alike; and beside a league table, or with nothing but
-- the page in common, the boxes may be those of the league: there all legs of a tie must be.
with

numbered as (
    {{ numbered_meetings(ref('int_leg_meetings'), 'is_leg') }}
),

places_with_tables as (
    select distinct
        tables.page_id,
        ancestors.ancestor_section_no as place_no
    from {{ ref('stg_wikitext__league_tables') }} as tables
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on tables.page_id = ancestors.page_id and tables.section_no = ancestors.section_no
),

partners as (
    select
        legs.page_id,
        boxes.witness_no as match_no,
        legs.witness_no as leg_match_no,
        legs.section_no,
        legs.tie_key,
        legs.is_turned,
        legs.home_goals,
        legs.away_goals,
        legs.has_result,
        legs.has_result and not boxes.has_result and boxes.match_status != 'two_results'
            as gives_result,
        legs.has_result and boxes.has_result as have_both_results,
        legs.is_told_alike and boxes.is_told_alike as is_told_alike,
        legs.section_no = legs.place_no as is_around_box,
        tables.page_id is not null
        or (legs.place_no = 0 and greatest(legs.section_no, boxes.section_no) > 0)
            as is_of_more_than_a_round
    from numbered as legs
    left join numbered as boxes
        on
            legs.pair_key = boxes.pair_key
            and legs.place_no = boxes.place_no
            and legs.meeting_no = boxes.meeting_no
            and not boxes.is_leg
            and not (legs.has_result and boxes.is_put_off)
            and coalesce(abs(date_diff('day', legs.match_date, boxes.match_date)) <= 1, true)
    left join places_with_tables as tables
        on legs.page_id = tables.page_id and legs.place_no = tables.place_no
    where legs.is_leg
),

judged as (
    select
        *,
        count(*) filter (where has_result) over tie as results_of_tie,
        count(*) filter (where is_told_alike) over tie as alike_of_tie,
        count(*) filter (where have_both_results) over summary as told_twice,
        count(*) filter (where is_told_alike) over summary as told_alike
    from partners
    window
        tie as (partition by page_id, section_no, tie_key),
        summary as (partition by page_id, section_no)
)

select
    judged.page_id,
    judged.match_no,
    judged.leg_match_no,
    judged.gives_result,
    legs.score_text,
    legs.match_status,
    judged.home_goals,
    judged.away_goals,
    if(judged.is_turned, legs.away_penalties, legs.home_penalties) as home_penalties,
    if(judged.is_turned, legs.home_penalties, legs.away_penalties) as away_penalties,
    legs.says_after_extra_time,
    legs.leg_no,
    legs.date_text,
    legs.match_date,
    legs.note,
    legs.line_start
from judged
inner join {{ ref('stg_wikitext__match_boxes') }} as legs
    on judged.page_id = legs.page_id and judged.leg_match_no = legs.match_no
where
    judged.match_no is not null
    and case
        when judged.is_of_more_than_a_round
            then
                (judged.alike_of_tie > 1 and judged.alike_of_tie = judged.results_of_tie)
                or (judged.told_alike > 3 and judged.told_alike * 4 >= judged.told_twice * 3)
        when judged.is_around_box then true
        when judged.told_twice = 0 then not judged.gives_result
        else judged.told_alike * 2 > judged.told_twice
    end
