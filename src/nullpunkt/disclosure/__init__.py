"""WHAT MAY BE SHOWN: raw counts in, public counts out. Nothing after this package sees an unprotected number."""
