-- Matches that are known to be on neutral ground: all matches of a table are at one
-- venue, and no club of the match comes from that town. One ground cannot be the home
-- of every club of a round robin. Where clubs' towns are not listed on the page, one
-- ground for at least four clubs is needed.
with

-- Grounds as numbers: there are as many to hold as tables, and few tables have only one.
grounds as (
    select table_matches.league_table_id
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join {{ ref('int_matches') }} as matches
        on table_matches.match_id = matches.match_id
    where table_matches.is_in_scope
    group by table_matches.league_table_id
    having
        count(*) = count(matches.venue)
        and min(md5_number(concat_ws('|', matches.venue, matches.city)))
        = max(md5_number(concat_ws('|', matches.venue, matches.city)))
),

venues as (
    select
        table_matches.league_table_id,
        any_value(table_matches.page_id) as page_id,
        any_value(matches.venue) as venue,
        any_value(matches.city) as city
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join grounds
        on table_matches.league_table_id = grounds.league_table_id
    inner join {{ ref('int_matches') }} as matches
        on table_matches.match_id = matches.match_id
    where table_matches.is_in_scope
    group by table_matches.league_table_id
    having count(distinct table_matches.home_team_id) > 3
),

pages as (
    select distinct page_id
    from venues
),

towns as (
    select
        entrants.page_id,
        entrants.team_id,
        lower(any_value(entrants.location)) as town
    from {{ ref('int_entrants') }} as entrants
    inner join pages on entrants.page_id = pages.page_id
    where entrants.team_id is not null
    group by entrants.page_id, entrants.team_id
)

select
    table_matches.match_id,
    any_value(table_matches.page_id) as page_id,
    any_value(
        concat(
            'All matches of the table are at ',
            concat_ws(', ', venues.venue, venues.city),
            case
                when home_town.town is not null and away_town.town is not null
                    then '; neither club is from that town.'
                else '; the clubs'' towns are not both listed.'
            end
        )
    ) as basis
from {{ ref('int_league_table_matches') }} as table_matches
inner join venues
    on table_matches.league_table_id = venues.league_table_id
left join towns as home_town
    on
        table_matches.page_id = home_town.page_id
        and table_matches.home_team_id = home_town.team_id
left join towns as away_town
    on
        table_matches.page_id = away_town.page_id
        and table_matches.away_team_id = away_town.team_id
where
    table_matches.is_in_scope
    and home_town.town is distinct from coalesce(lower(venues.city), '')
    and away_town.town is distinct from coalesce(lower(venues.city), '')
group by table_matches.match_id
