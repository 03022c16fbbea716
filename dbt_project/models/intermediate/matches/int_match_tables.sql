-- One table for each match that could belong to any: where it counts before where it does not,
-- then the nearest. And why its ground is known to be neutral, where it is.
with

assigned as (
    select
        match_id,
        page_id,
        league_table_id,
        is_in_scope,
        is_counted,
        exclusion_reason
    from {{ ref('int_league_table_matches') }}
    qualify
        row_number() over (
            partition by match_id
            order by
                is_counted desc, is_in_scope desc, common_level desc, league_table_id asc
        ) = 1
)

select
    assigned.match_id,
    assigned.page_id,
    case when assigned.is_in_scope then assigned.league_table_id end as league_table_id,
    assigned.is_counted,
    assigned.exclusion_reason,
    neutral.basis as neutral_venue_basis
from assigned
left join {{ ref('int_neutral_venues') }} as neutral
    on assigned.match_id = neutral.match_id
