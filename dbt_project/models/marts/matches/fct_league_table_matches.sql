-- The matches that each computed table comes from. A match is here twice where it counts in two
-- tables, as in one of its group and in a ranking over groups.
select
    league_table_id,
    match_id,
    page_id
from {{ ref('int_counted_matches') }}
order by league_table_id, match_id
