{#- The expression holds in every row; unknown (NULL) counts as not holding. -#}
{% test expression_is_true(model, expression) %}

select *
from {{ model }}
where not coalesce({{ expression }}, false)

{% endtest %}
