-- Which reviewed alias holds for which mention: inside its page, site and seasons; the
-- narrowest one where several hold.
select
    mentions.page_id,
    mentions.team_name,
    mentions.team_link,
    arg_min(
        aliases.alias, (aliases.page_id is null)::integer * 2 + (aliases.site is null)::integer
    ) as alias,
    arg_min(
        aliases.team, (aliases.page_id is null)::integer * 2 + (aliases.site is null)::integer
    ) as alias_of,
    arg_min(
        aliases.basis, (aliases.page_id is null)::integer * 2 + (aliases.site is null)::integer
    ) as basis
from {{ ref('int_team_mentions') }} as mentions
inner join {{ ref('int_season_facts') }} as seasons
    on mentions.page_id = seasons.page_id
inner join {{ ref('team_aliases') }} as aliases
    on mentions.team_name = aliases.alias
where
    (aliases.page_id is null or aliases.page_id = mentions.page_id)
    and (aliases.site is null or aliases.site = seasons.site)
    and (
        aliases.valid_from_season is null or aliases.valid_from_season <= seasons.season_year
    )
    and (
        aliases.valid_to_season is null or aliases.valid_to_season >= seasons.season_year
    )
group by mentions.page_id, mentions.team_name, mentions.team_link
