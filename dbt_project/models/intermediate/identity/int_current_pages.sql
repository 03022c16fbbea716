select
    page_id,
    site,
    title,
    source_uri,
    revision_id,
    content_sha256,
    dialect,
    must_reconcile,
    first_seen_at,
    ingested_at
from {{ ref('stg_wikitext__pages') }}
where is_current
