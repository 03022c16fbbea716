select
    page_id,
    transclusion_no,
    section_no,
    template,
    target_title,
    {{ blank_to_null('section') }} as wanted_section,
    is_resolved,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'transclusions') }}
