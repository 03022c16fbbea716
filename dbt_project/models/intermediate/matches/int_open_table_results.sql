-- Each match that counts in an open table (int_open_tables), once for each of its clubs there.
{% for own, other in [('home', 'away'), ('away', 'home')] -%}
select
    open_tables.league_table_id,
    open_tables.page_id,
    matches.match_id,
    rows.team_id,
    matches.{{ other }}_team_id as opponent_team_id,
    matches.{{ other }}_team as opponent,
    matches.{{ own }}_goals as goals_for,
    matches.{{ other }}_goals as goals_against
from {{ ref('int_open_tables') }} as open_tables
inner join {{ ref('int_league_table_rows') }} as rows
    on open_tables.league_table_id = rows.league_table_id
inner join {{ ref('int_matches') }} as matches
    on rows.page_id = matches.page_id and rows.team_id = matches.{{ own }}_team_id
where
    matches.has_result
    and matches.home_team_id != matches.away_team_id
    and coalesce(matches.section_no < open_tables.before_section_no, true)
{% if not loop.last %}union all{% endif %}
{% endfor %}
