{#- Months by name: English ones, and those of other languages in a date. -#}

{% macro month_pattern() -%}
(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
{%- endmacro %}

{#- "nov", "november" → 11. -#}
{% macro month_number(name) -%}
    ((position(left({{ name }}, 3) in 'janfebmaraprmayjunjulaugsepoctnovdec') + 2) // 3)
{%- endmacro %}

{#-
    A lower-case text in which a day with a month in another language is one in English: "12 de mayo
    de 1997" is "12 may 1997", "28 y 30 de agosto" is "28 - 30 aug". In Spanish, Portuguese,
    Italian, French, German, Dutch, Swedish, Norwegian, Danish and Finnish, in full and in those
    short forms that are no other word. All other texts, nearly all of them, are looked at once.
-#}
{% macro months_in_english(text) -%}
    {%- set names = {
        'jan': 'enero|ene|janeiro|gennaio|janvier|janv|januari?|jänner|tammikuuta',
        'feb': 'febrero|fevereiro|fev|febbraio|f[eé]vrier|f[eé]vr|februari?|helmikuuta',
        'mar': 'marzo|mar[cç]o|mars|märz|mrz|maart|mrt|marts|maaliskuuta',
        'apr': 'abril|abr|aprile|avril|avr|huhtikuuta',
        'may': 'mayo|maio|maggio|mai|mei|maj|toukokuuta',
        'jun': 'junio|junho|giugno|giu|juin|juni|kesäkuuta',
        'jul': 'julio|julho|luglio|lug|juillet|juil|juli|heinäkuuta',
        'aug': 'agosto|ago|ao[uû]t|augustus|augusti|elokuuta',
        'sep': 'septiembre|setiembre|setembro|settembre|septembre|syyskuuta',
        'oct': 'octubre|outubro|ottobre|ott|octobre|oktober|okt|lokakuuta',
        'nov': 'noviembre|novembro|novembre|marraskuuta',
        'dec': 'diciembre|dic|dezembro|dez|dicembre|d[eé]cembre|d[eé]c|dezember|desember|joulukuuta',
    } -%}
    {%- set day = '\\b([0-9]{1,2})(?:\\.?[ºo°]|er|\\.)? ?(?:de |di )?' -%}
    {%- set read = namespace(text=text) -%}
    {%- for english, others in names.items() -%}
        {%- set read.text = "regexp_replace(" ~ read.text ~ ", '" ~ day ~ "(?:" ~ others
            ~ ")\\b\\.?(?: del?\\b)?', '\\1 " ~ english ~ "', 'g')" -%}
    {%- endfor -%}
    case
        when regexp_matches({{ text }}, '{{ day }}(?:{{ names.values() | join("|") }})\b')
            then
                regexp_replace(
                    {{ read.text }},
                    ' (?:y|e|et|und|bis|al?|en|tot|och|og|till?|ja) ([0-9]{1,2}) ', ' - \1 ', 'g'
                )
        else {{ text }}
    end
{%- endmacro %}
