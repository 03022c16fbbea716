-- One row for each page: what its infoboxes say about the season, or else its title. Which
-- parameter gives which fact is data (reference/infobox_parameters.csv). A template is a part of
-- some article: the season in its title is that of the article.
with

facts as (
    select
        fields.page_id,
        parameters.season_fact,
        arg_min(
            fields.field_value, parameters.preference * 1000 + fields.infobox_no
        ) as fact_value,
        arg_min(
            coalesce(fields.link_target, ''), parameters.preference * 1000 + fields.infobox_no
        ) as link_target
    from {{ ref('stg_wikitext__infobox_fields') }} as fields
    inner join {{ ref('infobox_parameters') }} as parameters
        on fields.parameter = parameters.parameter
    where
        fields.field_value is not null
        and lower(fields.template) like 'infobox%'
    group by fields.page_id, parameters.season_fact
),

by_page as (
    select
        page_id,
        max(fact_value) filter (where season_fact = 'competition') as competition,
        max(fact_value) filter (where season_fact = 'season') as season,
        max(fact_value) filter (where season_fact = 'winner') as winner_text,
        max(link_target) filter (where season_fact = 'winner') as winner_link,
        max(fact_value) filter (where season_fact = 'top_scorer') as top_scorer_text,
        max(fact_value) filter (where season_fact = 'previous_season') as previous_season,
        max(fact_value) filter (where season_fact = 'next_season') as next_season
    from facts
    group by page_id
),

titled as (
    select
        page_id,
        site,
        {{ title_without_namespace('title') }} as page_title,
        {{ title_without_namespace('title') }} != title as is_template,
        {{ title_season(title_without_namespace('title')) }} as season_of_title
    from {{ ref('int_current_pages') }}
),

pages as (
    select
        *,
        {{ title_competition('page_title', 'season_of_title') }} as competition_of_title
    from titled
),

identified as (
    select
        pages.page_id,
        pages.site,
        pages.is_template,
        by_page.competition is not null and by_page.season is not null as is_from_infobox,
        coalesce(
            by_page.competition,
            case
                when pages.is_template and pages.season_of_title is not null
                    then
                        {{ blank_to_null(
                            "regexp_replace(pages.competition_of_title, '(?i) (table|standings)$', '')"
                        ) }}
                else nullif(pages.competition_of_title, '')
            end,
            pages.page_title
        ) as competition,
        coalesce(by_page.season, pages.season_of_title) as season,
        {{ team_name(without_titles('winner_text')) }} as winner_team,
        nullif(by_page.winner_link, '') as winner_link,
        by_page.top_scorer_text,
        by_page.previous_season,
        by_page.next_season
    from pages
    left join by_page on pages.page_id = by_page.page_id
)

select
    page_id,
    site,
    case
        when is_from_infobox or (is_template and season is not null)
            then concat({{ slug('competition') }}, '/', {{ slug('season') }})
        else {{ slug('page_id') }}
    end as season_id,
    competition,
    season,
    try_cast(regexp_extract(season, '([0-9]{4})', 1) as bigint) as season_year,
    winner_team,
    winner_link,
    {{ blank_to_null("regexp_replace(top_scorer_text, '\\s*\\([^)]*\\)\\s*$', '')") }}
        as top_scorer,
    {{ whole_number("regexp_extract(top_scorer_text, '\\(([0-9]+)[^)]*\\)\\s*$', 1)") }}
        as top_scorer_goals,
    previous_season,
    next_season,
    is_from_infobox,
    is_template
from identified
