select
    page_id,
    reject_no,
    table_name,
    code,
    message,
    snippet,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'rejects') }}
