-- Leg results that tell a match which a match box of the page tells too.
--
-- Both are of the same two clubs under a common heading. A summary with its boxes in its own
-- section or below it is of one round. Elsewhere boxes and summary may be of two rounds, so that
-- most results of the summary must be told alike; and beside a league table, or with nothing but
-- the page in common, the boxes may be those of the league: there all legs of a tie must be.
with

pages_with_both as (
    select page_id
    from {{ ref('stg_wikitext__match_boxes') }}
    group by page_id
    having min(witness) < max(witness)
),

teams as (
    {{ teams_of('pages_with_both') }}
),

boxes as (
    select boxes.*
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    inner join pages_with_both on boxes.page_id = pages_with_both.page_id
),

met as (
    select
        boxes.page_id,
        boxes.match_no as witness_no,
        boxes.section_no,
        boxes.witness = 'leg_result' as is_leg,
        coalesce(boxes.leg_no, 1) as leg_no,
        home.team_id as home_team_id,
        away.team_id as away_team_id,
        {{ pair_key(
            'boxes.page_id',
            'least(home.team_id, away.team_id)',
            'greatest(home.team_id, away.team_id)'
        ) }} as pair_key,
        boxes.match_date,
        boxes.match_status,
        boxes.home_goals,
        boxes.away_goals,
        {{ has_result('boxes') }} as has_result
    from boxes
    {{ join_clubs('boxes') }}
),

places as (
    {{ places_in_common('met', 'is_leg') }}
),

placed as (
    select
        met.*,
        places.place_no
    from met
    inner join places
        on
            met.pair_key = places.pair_key
            and met.is_leg = places.is_leg
            and met.section_no = places.section_no
),

legs_beside_boxes as (
    select
        legs.pair_key,
        legs.section_no,
        legs.witness_no,
        legs.has_result,
        coalesce(
            bool_or(
                legs.home_team_id = boxes.home_team_id
                and legs.home_goals = boxes.home_goals
                and legs.away_goals = boxes.away_goals
            ), false
        ) as is_alike_as_written,
        coalesce(
            bool_or(
                legs.home_team_id = boxes.away_team_id
                and legs.home_goals = boxes.away_goals
                and legs.away_goals = boxes.home_goals
            ), false
        ) as is_alike_turned
    from placed as legs
    inner join placed as boxes
        on legs.pair_key = boxes.pair_key and legs.place_no = boxes.place_no
    where legs.is_leg and not boxes.is_leg
    group by legs.pair_key, legs.section_no, legs.witness_no, legs.has_result
),

-- A summary may name the clubs in the other order: on neutral ground, or with its legs
-- exchanged. It does where every result is a box's only that way round.
ties as (
    select
        pair_key,
        section_no,
        bool_and(is_alike_turned) filter (where has_result)
        and not bool_or(is_alike_as_written) as are_legs_turned
    from legs_beside_boxes
    group by pair_key, section_no
),

oriented as (
    select
        placed.page_id,
        placed.witness_no,
        placed.section_no,
        placed.is_leg,
        placed.leg_no,
        placed.place_no,
        placed.match_date,
        placed.match_status,
        placed.has_result,
        placed.pair_key as tie_key,
        coalesce(placed.is_leg and ties.are_legs_turned, false) as is_turned,
        if(is_turned, placed.away_team_id, placed.home_team_id) as home_team_id,
        if(is_turned, placed.home_team_id, placed.away_team_id) as away_team_id,
        if(is_turned, placed.away_goals, placed.home_goals) as home_goals,
        if(is_turned, placed.home_goals, placed.away_goals) as away_goals
    from placed
    left join ties
        on placed.pair_key = ties.pair_key and placed.section_no = ties.section_no
),

keyed as (
    select
        *,
        {{ pair_key('page_id', 'home_team_id', 'away_team_id') }} as pair_key
    from oriented
),

numbered as (
    {{ numbered_meetings('keyed', 'is_leg') }}
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
inner join boxes as legs
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
