-- What an open table counts, in words. A few clubs without a row are named: one of them may be a
-- club of the table under another name.
with

other_opponents as (
    select
        results.league_table_id,
        count(distinct results.opponent_team_id) as opponent_count,
        string_agg(distinct results.opponent, ', ' order by results.opponent) as opponents
    from {{ ref('int_open_table_results') }} as results
    left join {{ ref('int_league_table_rows') }} as rows
        on
            results.league_table_id = rows.league_table_id
            and results.opponent_team_id = rows.team_id
    where rows.team_id is null
    group by results.league_table_id
)

select
    tables.league_table_id,
    tables.page_id,
    concat(
        'all matches of its clubs on the page',
        ' before ''' || tables.before_heading || '''',
        case
            when others.opponent_count <= 3
                then concat(', against other clubs too (', others.opponents, ')')
            when others.opponent_count > 3
                then ', against other clubs too'
        end
    ) as note
from {{ ref('int_open_tables') }} as tables
left join other_opponents as others on tables.league_table_id = others.league_table_id
