{#- Sentences for readers of the marts. -#}

{#- Why a match without a usable result does not count. -#}
{% macro uncounted_status_reason(status, score_text) -%}
    case {{ status }}
        when 'scheduled' then 'Not played: the page gives no score.'
        when 'postponed' then 'Postponed.'
        when 'abandoned' then 'Abandoned: whether the score stands is not known.'
        when 'cancelled' then 'Cancelled or annulled.'
        when 'awarded' then 'Awarded without a score for home and away.'
        when 'bye' then 'A bye, not a match.'
        when 'two_results' then 'Two results in one score: no single one counts.'
        else concat('The score ''', {{ score_text }}, ''' is not readable.')
    end
{%- endmacro %}

{#- Text for a sentence: on one line, at most 80 characters; NULL where empty. -#}
{% macro one_line(text) -%}
    {%- set flat -%}
        nullif(trim(regexp_replace({{ text }}, '\s+', ' ', 'g')), '')
    {%- endset -%}
    case
        when length({{ flat }}) > 80 then concat(left({{ flat }}, 79), '…')
        else {{ flat }}
    end
{%- endmacro %}
