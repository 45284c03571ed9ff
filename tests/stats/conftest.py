"""Hypothesis without a time limit per example: a busy machine is no reason for a formula to fail."""

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
