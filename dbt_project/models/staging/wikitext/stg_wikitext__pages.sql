select
    page_id,
    site,
    title,
    source_uri,
    revision_id,
    content_sha256,
    bytes,
    line_count,
    dialect,
    licence,
    attribution,
    coalesce(must_reconcile, false) as must_reconcile,
    -- UTC without a zone: readable by every client, the same in every session.
    make_timestamp(epoch_us(first_seen_at)) as first_seen_at,
    make_timestamp(epoch_us(ingested_at)) as ingested_at,
    is_current,
    wikitext,
    line_start,
    line_end
from {{ source('wikitext', 'pages') }}
