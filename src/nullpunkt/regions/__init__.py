"""A whole region in one run: analyse every municipality, then report each beside the others."""
