select
    page_id,
    infobox_no,
    field_no,
    template,
    lower(parameter) as parameter,
    value as value_text,
    {{ blank_to_null('value') }} as field_value,
    {{ team_link('link_target') }} as link_target,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'infobox_fields') }}
