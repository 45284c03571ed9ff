"""FORMULAS APPLIED: public counts in, estimates out."""
