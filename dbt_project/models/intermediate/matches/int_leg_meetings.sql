-- Match boxes and leg results of the same two clubs, on pages that have both, and at which place:
-- the nearest section around each that also holds one of the other kind. A summary may name the
-- clubs in the other order than the boxes; its figures are turned round then.
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
)

select
    *,
    {{ pair_key('page_id', 'home_team_id', 'away_team_id') }} as pair_key
from oriented
