"""Response files in: the container is opened by what it is, not by what its name says."""
