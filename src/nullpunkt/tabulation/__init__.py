"""WHAT WAS COUNTED: unprotected numbers, seen by `disclosure` alone."""
