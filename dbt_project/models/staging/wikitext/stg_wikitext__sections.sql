select
    page_id,
    section_no,
    case when section_no > 0 then coalesce(parent_section_no, 0) end as parent_section_no,
    level as section_level,
    heading,
    section_path,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'sections') }}
