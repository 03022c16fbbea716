{{ config(meta={'dagster': {'ref': {'name': 'int_accepted_discrepancies'}}}) }}
select
    league_table_id,
    problem
from {{ ref('int_accepted_discrepancies') }}
where not is_accepted
