"""Dagster assets: thin wiring around the parts that do the work."""
