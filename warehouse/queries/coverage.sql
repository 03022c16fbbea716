-- What the parser made of each kind of call, over all pages: `make coverage`.
select
    template,
    sum(call_count)::bigint as seen,
    sum(parsed_count)::bigint as parsed,
    sum(rejected_count)::bigint as rejected,
    sum(not_football_count)::bigint as not_football,
    sum(not_understood_count)::bigint as not_understood,
    sum(row_count)::bigint as row_count
from marts.fct_coverage
group by template
order by not_understood desc, rejected desc, parsed desc, seen desc, template asc
