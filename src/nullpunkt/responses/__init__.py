"""WHAT WAS ANSWERED: raw tables, coded answers, and what is wrong with them."""
