"""The region's own report: response, findings with their spread, funnels, who works with whom, coverage."""
