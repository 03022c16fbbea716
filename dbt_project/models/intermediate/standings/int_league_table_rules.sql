{%- set own_points = 'rows.points_typed - coalesce(rows.points_adjustment, 0)' -%}
{%- set own_draws = 'coalesce(rows.draws, rows.draws_derived)' -%}
-- What a table as a whole says of each of its rows: the points for a result, where its places
-- begin, and whether it counts home or away matches alone, by what it is called. By itself, as
-- the headings of all pages beside the rows of all tables are too much to hold at once.
with

-- A plain table tells its points for a win by its points alone. One row may be wrong, or have
-- lost points without a column that says so.
two_points as (
    select rows.league_table_id
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('stg_wikitext__league_tables') }} as tables
        on rows.league_table_id = tables.league_table_id
    where tables.family = 'wikitable' and rows.wins > 0
    group by rows.league_table_id
    having
        count(*) filter (where {{ own_points }} = 2 * rows.wins + {{ own_draws }}) >= 2
        and count(*) filter (where {{ own_points }} != 2 * rows.wins + {{ own_draws }}) <= 1
)

select
    tables.league_table_id,
    tables.page_id,
    tables.section_no,
    tables.family,
    tables.first_position,
    tables.shows_groups,
    tables.is_generated_from_matches,
    {% for result in ['win', 'draw', 'loss'] -%}
    coalesce(
        tables.points_for_{{ result }},
        {% if result == 'win' -%}
        case when two_points.league_table_id is not null then 2 end,
        {% endif -%}
        case
            when {{ blank_to_null('tables.' ~ result ~ 'points_text') }} is null
                then rules.points_for_{{ result }}
        end
    ) as points_for_{{ result }},
    {% endfor -%}
    rules.table_style is not null
    and not {{ has_unreadable_points_rule('tables') }} as is_supported_style,
    coalesce(
        {{ side_of_table('tables.caption') }}, {{ side_of_table('sections.heading') }}
    ) as single_side
from {{ ref('stg_wikitext__league_tables') }} as tables
left join {{ ref('stg_wikitext__sections') }} as sections
    on tables.page_id = sections.page_id and tables.section_no = sections.section_no
left join {{ ref('points_rules') }} as rules
    on lower(tables.table_style) = lower(rules.table_style)
left join two_points on tables.league_table_id = two_points.league_table_id
