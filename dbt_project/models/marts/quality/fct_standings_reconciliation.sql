select
    league_table_id,
    page_id,
    row_no,
    team_id,
    team,
    {% for figure in standings_figures() -%}
        published_{{ figure }},
        computed_{{ figure }},
        {{ figure }}_residual,
    {% endfor -%}
    row_status,
    nullif(differences, '') as differences,
    team_line,
    line_start,
    line_end
from {{ ref('int_standings_comparison') }}
