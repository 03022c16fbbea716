{{ config(meta={'dagster': {'ref': {'name': 'fct_league_table_reconciliation'}}}) }}
select
    tables.league_table_id,
    tables.line_start,
    tables.line_end,
    tables.status,
    tables.explanation
from {{ ref('fct_league_table_reconciliation') }} as tables
inner join {{ ref('dim_pages') }} as pages
    on tables.page_id = pages.page_id
where
    pages.must_reconcile
    and tables.status not in (
        'reconciled', 'not_recorded', 'no_matches', 'derived_from_matches',
        'unsupported_style', 'accepted'
    )
