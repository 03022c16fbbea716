-- Which tie-break systems agree with the published order of a table: one agrees with the whole
-- order if it agrees with each pair of neighbours. A level pair contradicts nothing. A table that
-- names points per match as its ranking is asked about systems that begin with these alone.
--
-- Pairs are gathered as numbers and named at the end: lists of texts would have to be held for
-- all tables at once, and three lists for each instead of one.
with

tables as (
    select
        clubs.league_table_id,
        any_value(clubs.page_id) as page_id,
        any_value(published.is_ranked_by_points_per_match) as is_ranked_by_points_per_match,
        min(clubs.club_no) as first_no,
        list(clubs.team order by clubs.club_no) as teams
    from {{ ref('int_ordered_rows') }} as clubs
    inner join {{ ref('stg_wikitext__league_tables') }} as published
        on clubs.league_table_id = published.league_table_id
    group by clubs.league_table_id
    having bool_or(clubs.is_above_next)
),

systems as (
    select
        system,
        criterion = 'points_per_match' as begins_with_points_per_match
    from {{ ref('tie_break_systems') }}
    where step = 1
),

told as not materialized (
    select
        rows.league_table_id,
        verdicts.system,
        verdicts.upper_no,
        verdicts.criterion,
        verdicts.verdict
    from {{ ref('int_order_verdicts') }} as verdicts
    inner join {{ ref('int_ordered_rows') }} as rows
        on verdicts.upper_no = rows.club_no
),

told_of_tables as (
    select
        league_table_id,
        system,
        bool_or(verdict = 'contradicts') as is_contradicted,
        bool_or(verdict = 'undetermined') as is_undetermined,
        list_sort(
            list(struct_pack(upper_no := upper_no, criterion := criterion, verdict := verdict))
        ) as pairs
    from told
    group by league_table_id, system
),

named as (
    select
        tables.league_table_id,
        tables.page_id,
        tables.first_no,
        tables.teams,
        told_of_tables.system,
        told_of_tables.is_contradicted,
        told_of_tables.is_undetermined,
        told_of_tables.pairs
    from told_of_tables
    inner join tables on told_of_tables.league_table_id = tables.league_table_id
    inner join systems on told_of_tables.system = systems.system
    where systems.begins_with_points_per_match or not tables.is_ranked_by_points_per_match
),

-- Most systems have nothing to say against most tables: these rows need no lists and no names.
silent as (
    select
        tables.league_table_id,
        tables.page_id,
        systems.system
    from tables
    cross join systems
    anti join told
        on
            tables.league_table_id = told.league_table_id
            and systems.system = told.system
    where systems.begins_with_points_per_match or not tables.is_ranked_by_points_per_match
)

select
    league_table_id,
    page_id,
    system,
    case
        when is_contradicted then 'contradicts'
        when is_undetermined then 'undetermined'
        else 'consistent'
    end as verdict,
    {% for verdict in ['contradicts', 'undetermined'] -%}
    nullif(
        list_transform(
            list_filter(pairs, lambda pair: pair['verdict'] = '{{ verdict }}'),
            lambda pair: concat(
                teams[pair['upper_no'] - first_no + 1], ' above ',
                teams[pair['upper_no'] - first_no + 2],
                ' (' || pair['criterion'] || ')'
            )
        ),
        []
    ) as {{ 'contradicted' if verdict == 'contradicts' else verdict }}_pairs,
    {% endfor -%}
    nullif(
        list_transform(
            list_filter(
                pairs, lambda pair: pair['verdict'] in ('level', 'external', 'undetermined')
            ),
            lambda pair: concat(
                teams[pair['upper_no'] - first_no + 1], ' and ',
                teams[pair['upper_no'] - first_no + 2]
            )
        ),
        []
    ) as inseparable_pairs
from named
union all
select
    league_table_id,
    page_id,
    system,
    'consistent' as verdict,
    null as contradicted_pairs,
    null as undetermined_pairs,
    null as inseparable_pairs
from silent
