-- Which club each entry of a list of entrants is: no more than what is asked of entrants by
-- others, so that many of them can be joined in little memory.
with

teams as (
    select
        {{ mention_key('page_id', 'team_name', 'team_link') }} as mention_key,
        team_id,
        identity_basis
    from {{ ref('int_team_identity') }}
)

select
    entrants.page_id,
    entrants.entrant_no,
    entrants.section_no,
    entrants.location,
    teams.team_id,
    teams.identity_basis,
    entrants.line_end
from {{ ref('stg_wikitext__entrants') }} as entrants
left join teams
    on
        {{ mention_key('entrants.page_id', 'entrants.team', 'entrants.team_link') }}
        = teams.mention_key
