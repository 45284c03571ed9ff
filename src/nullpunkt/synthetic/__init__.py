"""Made-up municipalities, seeded: everybody who runs it gets the same people, and no real person is behind any row."""
