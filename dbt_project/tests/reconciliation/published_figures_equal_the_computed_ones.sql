{{ config(meta={'dagster': {'ref': {'name': 'fct_standings_reconciliation'}}}) }}
select
    figures.league_table_id,
    figures.line_start,
    figures.row_no,
    figures.team,
    figures.differences,
    verdicts.explanation
from {{ ref('fct_standings_reconciliation') }} as figures
inner join {{ ref('dim_pages') }} as pages
    on figures.page_id = pages.page_id
inner join {{ ref('fct_league_table_reconciliation') }} as verdicts
    on figures.league_table_id = verdicts.league_table_id
where
    pages.must_reconcile
    and verdicts.status != 'accepted'
    and (figures.row_status = 'differs' or figures.differences is not null)
order by figures.league_table_id, figures.row_no
