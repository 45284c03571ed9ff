"""Municipal staff surveys: from the platform's export to an honest, anonymous report."""

__version__ = "0.1.0"
