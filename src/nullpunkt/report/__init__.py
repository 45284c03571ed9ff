"""WHAT IS SAID: estimates in, one typed report out; every output format is a function of it."""
