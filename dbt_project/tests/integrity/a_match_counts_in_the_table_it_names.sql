{{ config(meta={'dagster': {'ref': {'name': 'fct_league_table_matches'}}}) }}
select
    matches.match_id,
    matches.league_table_id
from {{ ref('fct_matches') }} as matches
left join {{ ref('fct_league_table_matches') }} as counted
    on
        matches.match_id = counted.match_id
        and matches.league_table_id = counted.league_table_id
where matches.counts_in_table and counted.match_id is null
