-- One table for each match that could belong to any: where it counts before where it does not,
-- then the nearest. What counts in an open table is said by its results. And why the ground is
-- known to be neutral, where it is.
with

open_results as (
    select distinct
        league_table_id,
        match_id
    from {{ ref('int_open_table_results') }}
),

candidates as (
    select
        matches.match_id,
        matches.page_id,
        matches.league_table_id,
        matches.common_level,
        matches.is_in_scope or open_results.match_id is not null as is_in_scope,
        case
            when open_tables.league_table_id is null then matches.is_counted
            else open_results.match_id is not null
        end as is_counted,
        case
            when open_results.match_id is not null then null
            when open_tables.league_table_id is not null and matches.is_counted
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
    left join open_results
        on
            matches.league_table_id = open_results.league_table_id
            and matches.match_id = open_results.match_id
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
