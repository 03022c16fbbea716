-- Every result that the page has of the clubs of a table that may be open, as each of them saw it.
{% for own, other in [('home', 'away'), ('away', 'home')] -%}
select
    candidates.league_table_id,
    candidates.page_id,
    rows.team_id,
    matches.match_id,
    matches.section_no,
    matches.{{ own }}_goals as goals_for,
    matches.{{ other }}_goals as goals_against
from {{ ref('int_open_table_candidates') }} as candidates
inner join {{ ref('int_league_table_rows') }} as rows
    on candidates.league_table_id = rows.league_table_id
inner join {{ ref('int_matches') }} as matches
    on rows.page_id = matches.page_id and rows.team_id = matches.{{ own }}_team_id
where matches.has_result and matches.home_team_id != matches.away_team_id
{% if not loop.last %}union all{% endif %}
{% endfor %}
