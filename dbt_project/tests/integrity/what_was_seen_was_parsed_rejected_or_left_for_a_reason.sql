{{ config(meta={'dagster': {'ref': {'name': 'fct_coverage'}}}) }}
with

seen as (
    select
        page_id,
        count(*) as seen_count
    from {{ source('wikitext', 'template_ledger') }}
    group by page_id
),

accounted as (
    select
        page_id,
        sum(parsed_count + rejected_count + not_football_count + not_understood_count)
            as accounted_count
    from {{ ref('fct_coverage') }}
    group by page_id
)

select
    coalesce(seen.page_id, accounted.page_id) as page_id,
    seen.seen_count,
    accounted.accounted_count
from seen
full outer join accounted on seen.page_id = accounted.page_id
where seen.seen_count is distinct from accounted.accounted_count
