{{ config(meta={'dagster': {'ref': {'name': 'fct_league_table_matches'}}}) }}
with

counted as (
    select
        league_table_id,
        count(*) as match_count
    from {{ ref('fct_league_table_matches') }}
    group by league_table_id
)

select
    tables.league_table_id,
    tables.matches_counted,
    counted.match_count
from {{ ref('fct_league_table_reconciliation') }} as tables
full outer join counted on tables.league_table_id = counted.league_table_id
where coalesce(tables.matches_counted, 0) != coalesce(counted.match_count, 0)
