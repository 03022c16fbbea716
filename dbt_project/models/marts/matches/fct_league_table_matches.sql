-- The matches that each computed table comes from. A match is here twice where it counts in two
-- tables, as in one of its group and in a ranking over groups.
with

of_open_tables as (
    select distinct
        league_table_id,
        match_id,
        page_id
    from {{ ref('int_open_table_results') }}
)

select
    matches.league_table_id,
    matches.match_id,
    matches.page_id
from {{ ref('int_league_table_matches') }} as matches
left join {{ ref('int_open_tables') }} as open_tables
    on matches.league_table_id = open_tables.league_table_id
where matches.is_counted and open_tables.league_table_id is null
union all
select
    league_table_id,
    match_id,
    page_id
from of_open_tables
order by league_table_id, match_id
