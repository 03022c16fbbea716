-- What the verdict on each table says, as a sentence with lines. By itself, as all of that beside
-- the lists of tie-break systems is too much to hold at once.
with

differing as (
    select
        figures.league_table_id,
        concat(
            string_agg(
                concat(
                    figures.team, ' (line ', figures.line_start, '): ', figures.differences,
                    case
                        when {{ note_tells_deduction('rows.note', '-figures.points_residual') }}
                            then concat('; its note says ''', rtrim(rows.note, '. '), '''')
                    end
                ),
                '. ' order by figures.row_no
            ),
            '.'
        ) as differing_rows
    from {{ ref('int_standings_comparison') }} as figures
    left join {{ ref('int_league_table_rows') }} as rows
        on
            figures.league_table_id = rows.league_table_id
            and figures.row_no = rows.row_no
    where figures.differences != ''
    group by figures.league_table_id
),

suggestions as (
    select
        league_table_id,
        suggestion
    from {{ ref('int_diagnoses') }}
    where suggestion is not null
),

sections as (
    {{ sections_holding(ref('stg_wikitext__league_tables')) }}
),

named as (
    select
        verdicts.*,
        tables.line_start,
        tables.line_end,
        differing.differing_rows,
        facts.sum_played,
        facts.lacks_played,
        facts.counts_shoot_outs,
        facts.sum_wins,
        facts.sum_draws,
        facts.sum_losses,
        facts.sum_goals_for,
        facts.sum_goals_against,
        accepted.reasons,
        suggestions.suggestion,
        facts.single_side,
        open_tables.note is not null as is_open_set,
        ', ' || open_tables.note as open_scope,
        concat(
            'Table ''', coalesce(nullif(sections.section_path, ''), 'in the lead'), ''' (lines ',
            tables.line_start, '–', tables.line_end, ' of ' || tables.transcluded_from, ')'
        ) as table_name
    from {{ ref('int_league_table_verdicts') }} as verdicts
    inner join {{ ref('stg_wikitext__league_tables') }} as tables
        on verdicts.league_table_id = tables.league_table_id
    left join sections
        on tables.page_id = sections.page_id and tables.section_no = sections.section_no
    left join {{ ref('int_league_table_facts') }} as facts
        on verdicts.league_table_id = facts.league_table_id
    left join {{ ref('int_open_table_notes') }} as open_tables
        on verdicts.league_table_id = open_tables.league_table_id
    left join differing on verdicts.league_table_id = differing.league_table_id
    left join {{ ref('int_accepted_discrepancies') }} as accepted
        on verdicts.league_table_id = accepted.league_table_id
    left join suggestions on verdicts.league_table_id = suggestions.league_table_id
)

select
    league_table_id,
    page_id,
    is_open_set,
    case status
        when 'reconciled'
            then
                concat(
                    table_name, ': all figures of all ', row_count, ' rows agree with ',
                    matches_counted, ' matches', open_scope,
                    case
                        when extra_matches = 1 then '; 1 extra match is left out'
                        when extra_matches > 1
                            then concat('; ', extra_matches, ' extra matches are left out')
                    end,
                    '.'
                )
        when 'not_recorded'
            then
                concat(
                    table_name, ': every figure is zero or missing and no match of it, played or ',
                    'to come, is on the page; the results are unknown, not nil.'
                )
        when 'accepted'
            then concat(table_name, ' differs as reviewed. ', reasons, ' ' || differing_rows)
        when 'no_matches'
            then
                concat(
                    table_name,
                    coalesce(
                        ': it counts ' || single_side || ' matches alone and is not compared.',
                        ': no match on the page counts in it.'
                    )
                )
        when 'unsupported_style'
            then
                concat(
                    table_name, ': its points cannot be computed; ',
                    case
                        when counts_shoot_outs
                            then 'it counts shoot-outs and does not tell what they are worth.'
                        else
                            concat(
                                'the style is not known, or the points for a result are not a ',
                                'number.'
                            )
                    end
                )
        when 'derived_from_matches'
            then
                concat(
                    table_name, ': the wiki computes it from the match list; there is no ',
                    'second witness to compare with.'
                )
        when 'self_contradictory'
            then
                concat(
                    table_name, ' contradicts itself: wins ', sum_wins, ', losses ', sum_losses,
                    ', draws ' || sum_draws, ', goals for ', sum_goals_for, ', goals against ',
                    sum_goals_against, '.',
                    ' ' || differing_rows,
                    ' ' || suggestion
                )
        when 'scope_mismatch'
            then
                concat(
                    table_name, ': ',
                    case
                        when lacks_played
                            then
                                concat(
                                    'how many matches its clubs have played is not told, so it ',
                                    'may count others than the page lists (', matches_counted,
                                    ' found); ', rows_agreeing, ' of ', row_count,
                                    ' rows agree with those'
                                )
                        when
                            matches_counted >= matches_expected
                            and sum_played > 2 * matches_counted
                            then
                                concat(
                                    rows_with_other_played, ' of ', row_count,
                                    ' rows count more than the ', matches_counted,
                                    ' matches of its clubs with one another, all of which the ',
                                    'page has: ', sum_played, ' played in all rows where those ',
                                    'make ', 2 * matches_counted, ', as with results of an ',
                                    'earlier phase or against clubs of another table'
                                )
                        else
                            concat(
                                rows_with_other_played, ' of ', row_count,
                                ' rows have another number of matches than the page lists (',
                                matches_counted, ' found', ', ' || matches_expected || ' expected',
                                ')'
                            )
                    end,
                    if(lacks_played, '.', '; goals are not compared.'),
                    ' ' || suggestion
                )
        when 'partial_matches'
            then
                concat(
                    table_name, ': ',
                    case
                        when is_open_set
                            then
                                concat(
                                    rows_agreeing, ' of ', row_count, ' rows agree with ',
                                    matches_counted, ' matches', open_scope,
                                    '; the others count another number of them.'
                                )
                        else
                            concat(
                                matches_counted, ' matches are on the page',
                                coalesce(
                                    ', ' || matches_expected || ' are expected',
                                    '; how many there should be is not known'
                                ),
                                '.'
                            )
                    end,
                    ' ' || differing_rows,
                    ' ' || suggestion
                )
        else
            concat(
                table_name, ': ', row_count - rows_agreeing, ' of ', row_count,
                ' rows do not agree with their matches', open_scope, '.', ' ' || differing_rows,
                ' ' || suggestion
            )
    end as explanation,
    line_start,
    line_end
from named
