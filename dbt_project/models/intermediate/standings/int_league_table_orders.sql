-- What the tie-break systems together say of the order of a table, and which neighbours none of
-- them separates.
with

orders as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        count(*) as system_count,
        list(system order by system) filter (where verdict = 'consistent') as consistent_with,
        list(system order by system) filter (where verdict = 'contradicts') as contradicts,
        list(system order by system) filter (where verdict = 'undetermined') as undetermined_for
    from {{ ref('int_order_checks') }}
    group by league_table_id
),

pairs_left_level as (
    select
        league_table_id,
        unnest(inseparable_pairs) as pair
    from {{ ref('int_order_checks') }}
),

pair_counts as (
    select
        league_table_id,
        pair,
        count(*) as system_count
    from pairs_left_level
    group by league_table_id, pair
),

-- What no system separates, no statistic separates.
undetermined as (
    select
        pairs.league_table_id,
        list(pairs.pair order by pairs.pair) as pairs
    from pair_counts as pairs
    inner join orders
        on
            pairs.league_table_id = orders.league_table_id
            and pairs.system_count = orders.system_count
    group by pairs.league_table_id
)

select
    orders.league_table_id,
    orders.page_id,
    coalesce(orders.consistent_with, []) as consistent_with,
    coalesce(orders.contradicts, []) as contradicts,
    coalesce(orders.undetermined_for, []) as undetermined_for,
    coalesce(undetermined.pairs, []) as undetermined_pairs
from orders
left join undetermined on orders.league_table_id = undetermined.league_table_id
