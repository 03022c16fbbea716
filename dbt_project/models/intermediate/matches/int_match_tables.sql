-- One table for each match that could belong to any: where it counts before where it does not,
-- then the nearest. And why the ground is known to be neutral, where it is.
with

candidates as (
    select
        matches.match_id,
        matches.page_id,
        matches.league_table_id,
        matches.common_level,
        matches.is_in_scope or counted.match_id is not null as is_in_scope,
        counted.match_id is not null as is_counted,
        case
            when counted.match_id is not null then null
            when matches.is_counted
                then
                    concat(
                        'The table counts all matches of its clubs before ''',
                        open_tables.before_heading, '''; this one stands there or later.'
                    )
            else matches.exclusion_reason
        end as exclusion_reason
    from {{ ref('int_league_table_matches') }} as matches
    left join {{ ref('int_open_tables') }} as open_tables
        on matches.league_table_id = open_tables.league_table_id
    left join {{ ref('int_counted_matches') }} as counted
        on
            matches.league_table_id = counted.league_table_id
            and matches.match_id = counted.match_id
),

assigned as (
    select *
    from candidates
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
