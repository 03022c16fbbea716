{{ config(meta={'dagster': {'ref': {'name': 'fct_standings_reconciliation'}}}) }}
select
    rows.league_table_id,
    tables.section_path,
    rows.row_no,
    rows.team,
    rows.line_start,
    rows.row_status,
    rows.differences,
    verdicts.explanation
from {{ ref('fct_standings_reconciliation') }} as rows
inner join {{ ref('dim_league_tables') }} as tables
    on rows.league_table_id = tables.league_table_id
inner join {{ ref('dim_pages') }} as pages
    on rows.page_id = pages.page_id
inner join {{ ref('fct_league_table_reconciliation') }} as verdicts
    on rows.league_table_id = verdicts.league_table_id
where
    pages.must_reconcile
    and verdicts.status != 'accepted'
    and (rows.row_status = 'differs' or rows.differences is not null)
