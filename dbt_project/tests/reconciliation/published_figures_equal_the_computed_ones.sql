{{ config(meta={'dagster': {'ref': {'name': 'fct_standings_reconciliation'}}}) }}
-- Pages that must reconcile: every compared figure of every row is what the matches make
-- it. Names the table, the row with its line, and the figures that differ.
select
    rows.league_table_id,
    tables.section_path,
    rows.row_no,
    rows.team,
    rows.line_start,
    rows.row_status,
    rows.differences
from {{ ref('fct_standings_reconciliation') }} as rows
inner join {{ ref('dim_league_tables') }} as tables
    on rows.league_table_id = tables.league_table_id
inner join {{ ref('dim_pages') }} as pages
    on rows.page_id = pages.page_id
left join {{ ref('int_accepted_discrepancies') }} as accepted
    on rows.league_table_id = accepted.league_table_id and accepted.is_accepted
where
    pages.must_reconcile
    and accepted.league_table_id is null
    and (rows.row_status = 'differs' or rows.differences is not null)
