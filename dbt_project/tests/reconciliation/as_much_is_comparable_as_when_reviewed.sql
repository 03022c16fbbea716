{{ config(meta={'dagster': {'ref': {'name': 'fct_league_table_reconciliation'}}}) }}
with

found as (
    select
        page_id,
        count(*) filter (where rows_compared > 0) as tables_comparable,
        sum(rows_compared) as rows_comparable
    from {{ ref('fct_league_table_reconciliation') }}
    group by page_id
)

select
    expected.page_id,
    expected.tables_comparable_min,
    coalesce(found.tables_comparable, 0) as tables_comparable,
    expected.rows_comparable_min,
    coalesce(found.rows_comparable, 0) as rows_comparable
from {{ ref('expected_coverage') }} as expected
inner join {{ ref('dim_pages') }} as pages
    on expected.page_id = pages.page_id
left join found on expected.page_id = found.page_id
where
    pages.must_reconcile
    and (
        coalesce(found.tables_comparable, 0) < expected.tables_comparable_min
        or coalesce(found.rows_comparable, 0) < expected.rows_comparable_min
    )
