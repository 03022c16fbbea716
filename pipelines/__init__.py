"""Liguilla: football-season articles in wikitext become a DuckDB warehouse.

The data goes one way: ``sources`` → ``wikitext`` (pure parsing) → ``contracts`` (pandera) →
``warehouse`` (DuckDB) → ``dbt_project`` (SQL) → publication. ``assets`` only wires these.
"""
