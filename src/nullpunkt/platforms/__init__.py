"""What each survey platform does to an export: headers, separators, metadata columns; one module a platform."""
