"""YAML files in, models out: errors name file, line and field."""
