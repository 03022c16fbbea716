select
    page_id,
    template,
    count(*) as call_count,
    count(*) filter (where outcome = 'parsed') as parsed_count,
    count(*) filter (where outcome = 'rejected') as rejected_count,
    count(*) filter (where outcome = 'not_football') as not_football_count,
    count(*) filter (where outcome = 'not_understood') as not_understood_count,
    coalesce(sum(row_count), 0)::bigint as row_count
from {{ ref('stg_wikitext__template_ledger') }}
group by page_id, template
order by page_id, template
