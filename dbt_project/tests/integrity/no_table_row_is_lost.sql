{{ config(meta={'dagster': {'ref': {'name': 'fct_published_standings'}}}) }}
with

expected as (
    select
        league_table_id,
        count(*) as row_count
    from {{ ref('stg_wikitext__league_table_rows') }}
    group by league_table_id
),

published as (
    select
        league_table_id,
        count(*) as row_count
    from {{ ref('fct_published_standings') }}
    group by league_table_id
),

compared as (
    select
        league_table_id,
        count(*) as row_count
    from {{ ref('fct_standings_reconciliation') }}
    group by league_table_id
)

select
    expected.league_table_id,
    expected.row_count as expected_rows,
    published.row_count as published_rows,
    compared.row_count as compared_rows
from expected
left join published on expected.league_table_id = published.league_table_id
left join compared on expected.league_table_id = compared.league_table_id
where
    expected.row_count is distinct from published.row_count
    or expected.row_count is distinct from compared.row_count
