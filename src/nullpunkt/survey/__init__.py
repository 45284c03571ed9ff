"""WHAT IS ASKED: the questionnaire as a value."""
