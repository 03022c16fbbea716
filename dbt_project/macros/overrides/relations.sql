{#-
    The build file is published as a copy under another name, and DuckDB names a
    database after its file. Relations are therefore written without the database,
    so that a view still finds its tables in the copy.
-#}
{% macro ref() -%}
    {%- if varargs | length == 2 -%}
        {%- set relation = builtins.ref(varargs[0], varargs[1], **kwargs) -%}
    {%- else -%}
        {%- set relation = builtins.ref(varargs[0], **kwargs) -%}
    {%- endif -%}
    {%- do return(relation.include(database=false)) -%}
{%- endmacro %}

{% macro source(source_name, table_name) -%}
    {%- do return(builtins.source(source_name, table_name).include(database=false)) -%}
{%- endmacro %}
