-- What an open table counts, in words. A few clubs without a row are named: one of them may be a
-- club of the table under another name.
with

others as (
    {% for side in ['home', 'away'] -%}
    select
        counted.league_table_id,
        matches.{{ side }}_team_id as team_id,
        matches.{{ side }}_team as team
    from {{ ref('int_counted_matches') }} as counted
    inner join {{ ref('int_matches') }} as matches on counted.match_id = matches.match_id
    left join {{ ref('int_league_table_rows') }} as rows
        on
            counted.league_table_id = rows.league_table_id
            and matches.{{ side }}_team_id = rows.team_id
    where counted.is_open_set and rows.team_id is null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

other_clubs as (
    select
        league_table_id,
        count(distinct team_id) as club_count,
        string_agg(distinct team, ', ' order by team) as clubs
    from others
    group by league_table_id
)

select
    tables.league_table_id,
    tables.page_id,
    concat(
        'all matches of its clubs on the page',
        ' before ''' || tables.before_heading || '''',
        case
            when others.club_count <= 3
                then concat(', against other clubs too (', others.clubs, ')')
            when others.club_count > 3
                then ', against other clubs too'
        end
    ) as note
from {{ ref('int_open_tables') }} as tables
left join other_clubs as others on tables.league_table_id = others.league_table_id
