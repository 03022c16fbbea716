select
    page_id,
    list_no,
    entrant_no,
    section_no,
    template,
    {{ blank_to_null('department') }} as department,
    {{ blank_to_null('department_header') }} as department_header,
    team as team_text,
    {{ team_name('team') }} as team,
    {{ team_link('team_link') }} as team_link,
    {{ blank_to_null('location') }} as location,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'entrants') }}
