select
    page_id,
    ledger_no,
    section_no,
    template,
    outcome,
    row_count,
    depth,
    reason,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'template_ledger') }}
