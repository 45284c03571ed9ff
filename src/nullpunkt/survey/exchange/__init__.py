"""Questionnaires to and from the formats of survey platforms, as values: rows, trees and elements, never files."""
