-- Which clubs go by more than one name, and how do we know that they are one?
-- team is the name shown for the club, name one that a table row or a list of entrants uses for
-- it. identity_basis tells what joins the two: a link is the page's own word, inferred is a
-- reviewed guess in dbt_project/reference/team_aliases.csv, NULL is a name used in matches only.
with
names as (
    select
        team_id,
        team,
        unnest(list_prepend(team, also_known_as)) as name
    from marts.dim_teams
    where len(also_known_as) > 0
),

mentions as (
    select
        team_id,
        team as name,
        page_id,
        identity_basis,
        line_start
    from marts.fct_published_standings
    union all
    select
        team_id,
        team as name,
        page_id,
        identity_basis,
        line_start
    from marts.fct_entrants
    union all
    select
        home_team_id as team_id,
        home_team as name,
        page_id,
        null as identity_basis,
        line_start
    from marts.fct_matches
    union all
    select
        away_team_id as team_id,
        away_team as name,
        page_id,
        null as identity_basis,
        line_start
    from marts.fct_matches
)

select
    names.team_id,
    names.team,
    names.name,
    list(distinct mentions.identity_basis order by mentions.identity_basis)
        as identity_basis,
    count(mentions.page_id) as mentions,
    min_by(mentions.page_id, (mentions.page_id, mentions.line_start)) as first_page,
    min_by(mentions.line_start, (mentions.page_id, mentions.line_start)) as first_line
from names
left join mentions on names.team_id = mentions.team_id and names.name = mentions.name
group by names.team_id, names.team, names.name
order by names.team_id, names.name != names.team, names.name
