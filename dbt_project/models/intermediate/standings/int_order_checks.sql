-- Which tie-break systems agree with the published order of a table: one agrees with the whole
-- order if it agrees with each pair of neighbours. A level pair contradicts nothing.
--
-- Pairs are gathered as numbers and named at the end: lists of texts would have to be held for
-- all tables at once, and three lists for each instead of one.
with

tables as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        min(club_no) as first_no,
        list(team order by club_no) as teams
    from {{ ref('int_ordered_rows') }}
    group by league_table_id
    having bool_or(is_above_next)
),

systems as (
    select distinct system
    from {{ ref('tie_break_systems') }}
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
