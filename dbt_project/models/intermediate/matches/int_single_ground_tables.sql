-- The tables with at least four clubs at home whose matches are all at one ground.
with

-- Grounds as numbers: there are as many to hold as matches, and few tables have only one.
match_grounds as (
    select
        match_id,
        case when venue is not null then md5_number_lower(concat_ws('|', venue, city)) end
            as ground
    from {{ ref('int_matches') }}
),

single_grounds as (
    select table_matches.league_table_id
    from {{ ref('int_league_table_matches') }} as table_matches
    inner join match_grounds
        on table_matches.match_id = match_grounds.match_id
    where table_matches.is_in_scope
    group by table_matches.league_table_id
    having
        count(*) = count(match_grounds.ground)
        and min(match_grounds.ground) = max(match_grounds.ground)
)

select
    table_matches.league_table_id,
    any_value(table_matches.page_id) as page_id,
    any_value(matches.venue) as venue,
    any_value(matches.city) as city
from {{ ref('int_league_table_matches') }} as table_matches
inner join single_grounds
    on table_matches.league_table_id = single_grounds.league_table_id
inner join {{ ref('int_matches') }} as matches
    on table_matches.match_id = matches.match_id
where table_matches.is_in_scope
group by table_matches.league_table_id
having count(distinct table_matches.home_team_id) > 3
