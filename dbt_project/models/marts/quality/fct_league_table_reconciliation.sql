select
    verdicts.league_table_id,
    verdicts.page_id,
    verdicts.status,
    verdicts.row_count,
    verdicts.rows_compared,
    verdicts.rows_agreeing,
    verdicts.matches_counted,
    verdicts.matches_expected,
    verdicts.extra_matches,
    explanations.is_open_set,
    coalesce(orders.consistent_with, []) as order_consistent_with,
    coalesce(orders.contradicts, []) as order_contradicts,
    coalesce(orders.undetermined_for, []) as order_undetermined_for,
    coalesce(orders.undetermined_pairs, []) as undetermined_pairs,
    explanations.explanation,
    explanations.line_start,
    explanations.line_end
from {{ ref('int_league_table_verdicts') }} as verdicts
inner join {{ ref('int_league_table_explanations') }} as explanations
    on verdicts.league_table_id = explanations.league_table_id
left join {{ ref('int_league_table_orders') }} as orders
    on verdicts.league_table_id = orders.league_table_id
order by verdicts.league_table_id
