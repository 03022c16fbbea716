-- Matches that are known to be on neutral ground: all matches of a table are at one
-- venue, and no club of the match comes from that town. One ground cannot be the home
-- of every club of a round robin. Where clubs' towns are not listed on the page, one
-- ground for at least four clubs is needed. In which town the ground lies must be known.
--
-- A town is what stands before the first comma: "Lima, Peru" is Lima.
with

grounds as (
    select
        league_table_id,
        page_id,
        {{ slug("split_part(city, ',', 1)") }} as town
    from {{ ref('int_single_ground_tables') }}
    where city is not null
),

pages as (
    select distinct page_id
    from grounds
),

towns as (
    select
        entrants.page_id,
        entrants.team_id,
        {{ slug("split_part(any_value(entrants.location), ',', 1)") }} as town
    from {{ ref('int_entrants') }} as entrants
    inner join pages on entrants.page_id = pages.page_id
    where entrants.team_id is not null
    group by entrants.page_id, entrants.team_id
),

neutral as (
    select
        table_matches.match_id,
        bool_and(home_town.town is not null and away_town.town is not null) as are_towns_listed
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join grounds
        on table_matches.league_table_id = grounds.league_table_id
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
        and home_town.town is distinct from grounds.town
        and away_town.town is distinct from grounds.town
    group by table_matches.match_id
)

select
    neutral.match_id,
    matches.page_id,
    concat(
        'All matches of the table are at ',
        concat_ws(', ', matches.venue, matches.city),
        case
            when neutral.are_towns_listed then '; neither club is from that town.'
            else '; the clubs'' towns are not both listed.'
        end
    ) as basis
from neutral
inner join {{ ref('int_matches') }} as matches
    on neutral.match_id = matches.match_id
