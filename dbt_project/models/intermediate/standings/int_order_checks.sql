-- Which tie-break systems agree with the published order of a table: one agrees with the whole
-- order if it agrees with each pair of neighbours. A level pair contradicts nothing.
--
-- Pairs are gathered as numbers and named at the end: lists of texts would have to be held for
-- all tables at once.
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

told_of_tables as (
    select
        rows.league_table_id,
        verdicts.system,
        bool_or(verdicts.verdict = 'contradicts') as is_contradicted,
        bool_or(verdicts.verdict = 'undetermined') as is_undetermined,
        list(struct_pack(upper_no := verdicts.upper_no, criterion := verdicts.criterion)) filter (
            where verdicts.verdict = 'contradicts'
        ) as contradicted,
        list(struct_pack(upper_no := verdicts.upper_no, criterion := verdicts.criterion)) filter (
            where verdicts.verdict = 'undetermined'
        ) as undetermined,
        list(verdicts.upper_no) filter (
            where verdicts.verdict in ('level', 'external', 'undetermined')
        ) as inseparable
    from {{ ref('int_order_verdicts') }} as verdicts
    inner join {{ ref('int_ordered_rows') }} as rows
        on verdicts.upper_no = rows.club_no
    group by rows.league_table_id, verdicts.system
),

asked as (
    select
        tables.league_table_id,
        tables.page_id,
        tables.first_no,
        tables.teams,
        systems.system,
        told_of_tables.is_contradicted,
        told_of_tables.is_undetermined,
        told_of_tables.contradicted,
        told_of_tables.undetermined,
        told_of_tables.inseparable
    from tables
    cross join systems
    left join told_of_tables
        on
            tables.league_table_id = told_of_tables.league_table_id
            and systems.system = told_of_tables.system
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
    {% for verdict in ['contradicted', 'undetermined'] -%}
    list_transform(
        list_sort({{ verdict }}),
        lambda pair: concat(
            teams[pair['upper_no'] - first_no + 1], ' above ',
            teams[pair['upper_no'] - first_no + 2],
            ' (' || pair['criterion'] || ')'
        )
    ) as {{ verdict }}_pairs,
    {% endfor -%}
    list_transform(
        list_sort(inseparable),
        lambda upper_no: concat(
            teams[upper_no - first_no + 1], ' and ', teams[upper_no - first_no + 2]
        )
    ) as inseparable_pairs
from asked
