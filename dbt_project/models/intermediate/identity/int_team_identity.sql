-- Which club a name on a page means. A link says it best; a name without one means the
-- club that the same name links to on the page, else in the same competition; failing
-- both, the name itself. A reviewed alias comes before all of them.
--
-- An article may have been renamed between two edits of one page: a name whose only link
-- in tables never occurs in matches, and whose only link in matches never in tables, is
-- one club under two titles. Where a link of that name does both, they are two clubs.
with

named as (
    select
        mentions.page_id,
        mentions.team_name,
        mentions.team_link,
        mentions.mention_count,
        mentions.is_placeholder,
        mentions.is_in_matches,
        mentions.is_in_tables,
        seasons.competition,
        coalesce(aliases.alias_of, mentions.team_name) as known_name,
        case when aliases.alias_of is null then mentions.team_link end as known_link,
        aliases.basis as alias_basis
    from {{ ref('int_team_mentions') }} as mentions
    inner join {{ ref('int_season_facts') }} as seasons
        on mentions.page_id = seasons.page_id
    left join {{ ref('int_team_aliases') }} as aliases
        on
            mentions.page_id = aliases.page_id
            and mentions.team_name = aliases.team_name
            and mentions.team_link is not distinct from aliases.team_link
),

links_by_use as (
    select
        page_id,
        known_name,
        known_link,
        bool_or(is_in_matches) and not bool_or(is_in_tables) as is_only_in_matches,
        bool_or(is_in_tables) and not bool_or(is_in_matches) as is_only_in_tables
    from named
    where known_link is not null
    group by page_id, known_name, known_link
),

renamed_links as (
    select
        page_id,
        known_name,
        max(known_link) filter (where is_only_in_matches) as link_in_matches,
        max(known_link) filter (where is_only_in_tables) as link_in_tables
    from links_by_use
    group by page_id, known_name
    having
        count(*) = 2
        and count(*) filter (where is_only_in_matches) = 1
        and count(*) filter (where is_only_in_tables) = 1
),

-- From here on a link goes to the article's present title, so that two titles count as one.
linked as (
    select
        named.page_id,
        named.competition,
        named.team_name,
        named.team_link,
        named.known_name,
        named.alias_basis,
        named.mention_count,
        named.is_placeholder,
        named.is_in_matches,
        coalesce(renamed_links.link_in_tables, named.known_link) as known_link,
        renamed_links.page_id is not null as is_renamed
    from named
    left join renamed_links
        on
            named.page_id = renamed_links.page_id
            and named.known_name = renamed_links.known_name
            and named.known_link = renamed_links.link_in_matches
),

links_on_page as (
    select
        page_id,
        known_name,
        min(known_link) as known_link
    from linked
    where known_link is not null
    group by page_id, known_name
    having min(known_link) = max(known_link)
),

links_in_competition as (
    select
        competition,
        known_name,
        min(known_link) as known_link
    from linked
    where known_link is not null
    group by competition, known_name
    having min(known_link) = max(known_link)
),

resolved as (
    select
        linked.page_id,
        linked.team_name,
        linked.team_link,
        linked.known_name,
        linked.mention_count,
        linked.is_in_matches,
        coalesce(
            linked.known_link, links_on_page.known_link, links_in_competition.known_link
        ) as link_target,
        case
            when linked.alias_basis is not null then linked.alias_basis
            when linked.is_renamed then 'renamed_link'
            when linked.known_link is not null then 'link'
            when links_on_page.known_link is not null then 'link_on_page'
            when links_in_competition.known_link is not null then 'link_in_competition'
            else 'name'
        end as identity_basis
    from linked
    left join links_on_page
        on linked.page_id = links_on_page.page_id and linked.known_name = links_on_page.known_name
    left join links_in_competition
        on
            linked.competition = links_in_competition.competition
            and linked.known_name = links_in_competition.known_name
    where not linked.is_placeholder
),

keyed as (
    select
        *,
        coalesce(link_target, known_name) as team_key
    from resolved
),

slugs as (
    select
        team_key,
        {{ slug('team_key') }} as team_slug
    from keyed
    group by team_key
),

-- Two clubs whose names differ only in accents, case or punctuation: the first in
-- order of the names has the plain id, the others carry a piece of their name's hash.
ids as (
    select
        team_key,
        case
            when team_slug = '' then concat('club-', left(md5(team_key), 6))
            when row_number() over (partition by team_slug order by team_key) = 1 then team_slug
            else concat(team_slug, '-', left(md5(team_key), 6))
        end as team_id,
        count(*) over (partition by team_slug) as clubs_with_this_slug
    from slugs
)

select
    keyed.page_id,
    keyed.team_name,
    keyed.team_link,
    ids.team_id,
    keyed.team_key,
    keyed.known_name,
    keyed.link_target,
    keyed.identity_basis,
    keyed.mention_count,
    keyed.is_in_matches,
    ids.clubs_with_this_slug
from keyed
inner join ids on keyed.team_key = ids.team_key
