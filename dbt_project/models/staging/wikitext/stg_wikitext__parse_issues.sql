select
    page_id,
    issue_no,
    section_no,
    severity,
    code,
    message,
    snippet,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'parse_issues') }}
