{{ config(meta={'dagster': {'ref': {'name': 'int_accepted_discrepancies'}}}) }}
-- A reviewed discrepancy that is mended, or is another one now, is outdated: remove or renew
-- its entries in reference/accepted_discrepancies.csv.
select
    league_table_id,
    problem
from {{ ref('int_accepted_discrepancies') }}
where not is_accepted
