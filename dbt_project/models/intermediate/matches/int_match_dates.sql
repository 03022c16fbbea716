-- The day of each match whose date names no year, and where its year comes from. Most dates
-- name theirs: those stay where they stand.
--
-- The year is that of the nearest heading that is a year ("2025") or a month and a year
-- ("March 2025", where the month is the date's), else that of the season: of "2005–06" the
-- months from August are 2005 and those up to May 2006, while June and July may be either. A
-- season of one year lends it only where the infobox names it, or a full date on the page lies
-- in it; where no full date lies in another year; where the months do not run over New Year;
-- and where the competition is not a qualification, which bears the year of what it leads to.
-- Elsewhere the date stays unknown.
with

-- Kept, because to read dates is most of the work here.
boxes as materialized (
    select
        page_id,
        match_no,
        section_no,
        line_start,
        match_date,
        case when match_date is null and is_date_without_year then date_text end as yearless_text
    from {{ ref('stg_wikitext__match_boxes') }}
),

texts as (
    select
        page_id,
        match_no,
        section_no,
        line_start,
        {{ date_core('yearless_text') }} as words
    from boxes
    where yearless_text is not null
),

cores as (
    select
        * exclude (words),
        {{ months_in_english('words') }} as core
    from texts
),

yearless as (
    select
        page_id,
        match_no,
        section_no,
        line_start,
        {{ yearless_part('core', 'month') }} as month_no,
        {{ yearless_part('core', 'day') }} as day_no
    from cores
),

heading_texts as (
    select
        page_id,
        section_no,
        ancestor_level,
        trim(lower(ancestor_heading)) as heading,
        regexp_extract_all(ancestor_heading, '[0-9]{4}') as years
    from {{ ref('int_section_ancestors') }}
    where regexp_matches(ancestor_heading, '\b(1[89]|20)[0-9]{2}\b')
),

heading_years as (
    select
        page_id,
        section_no,
        ancestor_level,
        years[1]::bigint as heading_year,
        case
            when not regexp_matches(heading, '^\(?[0-9]{4}\)?$')
                then
                    {{ month_number(
                        "regexp_extract(heading, '\\b" ~ month_pattern() ~ "\\.? [0-9]{4}$', 1)"
                    ) }}
        end as heading_month
    from heading_texts
    where
        len(years) = 1
        and (
            regexp_matches(heading, '^\(?[0-9]{4}\)?$')
            or regexp_matches(heading, '\b{{ month_pattern() }}\.? [0-9]{4}$')
        )
),

by_heading as (
    select
        yearless.page_id,
        yearless.match_no,
        arg_max(heading_years.heading_year, heading_years.ancestor_level) as heading_year
    from yearless
    inner join heading_years
        on
            yearless.page_id = heading_years.page_id
            and yearless.section_no = heading_years.section_no
            and yearless.month_no
            = coalesce(heading_years.heading_month, yearless.month_no)
    group by yearless.page_id, yearless.match_no
),

written_years as (
    select
        page_id,
        min(year(match_date)) as first_year,
        max(year(match_date)) as last_year
    from boxes
    where match_date is not null
    group by page_id
),

month_steps as (
    select
        page_id,
        month_no,
        lag(month_no) over (partition by page_id order by line_start, match_no) as month_before
    from yearless
),

over_new_year as (
    select distinct page_id
    from month_steps
    where month_before >= 10 and month_no <= 3
),

season_texts as (
    select
        page_id,
        competition,
        is_from_infobox,
        {{ plain_dashes('season') }} as season
    from {{ ref('int_season_facts') }}
),

season_years as (
    select
        page_id,
        competition,
        is_from_infobox,
        regexp_extract(season, '^([0-9]{4})(?:[-/][0-9]{2,4})?$', 1) as first_text,
        nullif(regexp_extract(season, '^[0-9]{4}[-/]([0-9]{2}|[0-9]{4})$', 1), '') as last_text
    from season_texts
    where regexp_matches(season, '^[0-9]{4}(?:[-/](?:[0-9]{2}|[0-9]{4}))?$')
),

seasons as (
    select
        season_years.page_id,
        season_years.first_text::bigint as first_year,
        season_years.last_text is not null as is_of_two_years
    from season_years
    left join written_years on season_years.page_id = written_years.page_id
    left join over_new_year on season_years.page_id = over_new_year.page_id
    where
        case
            when season_years.last_text is not null
                then
                    right(
                        (season_years.first_text::bigint + 1)::varchar,
                        length(season_years.last_text)
                    ) = season_years.last_text
                    and coalesce(
                        written_years.first_year >= season_years.first_text::bigint
                        and written_years.last_year <= season_years.first_text::bigint + 1,
                        true
                    )
            else
                (season_years.is_from_infobox or written_years.first_year is not null)
                and coalesce(
                    written_years.first_year = season_years.first_text::bigint
                    and written_years.last_year = season_years.first_text::bigint,
                    true
                )
                and over_new_year.page_id is null
                and not regexp_matches(lower(season_years.competition), 'qualif|eliminat')
        end
),

lent as (
    select
        yearless.page_id,
        yearless.match_no,
        yearless.month_no,
        yearless.day_no,
        by_heading.heading_year,
        case
            when not seasons.is_of_two_years then seasons.first_year
            when yearless.month_no >= 8 then seasons.first_year
            when yearless.month_no <= 5 then seasons.first_year + 1
        end as season_year
    from yearless
    left join by_heading
        on
            yearless.page_id = by_heading.page_id
            and yearless.match_no = by_heading.match_no
    left join seasons on yearless.page_id = seasons.page_id
),

dated as (
    select
        page_id,
        match_no,
        heading_year,
        try_cast(
            concat_ws('-', coalesce(heading_year, season_year), month_no, day_no) as date
        ) as match_date
    from lent
)

select
    page_id,
    match_no,
    match_date,
    case
        when match_date is null then null
        when heading_year is not null then 'heading'
        else 'season'
    end as date_year_basis
from dated
