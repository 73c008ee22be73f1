"""The command lines of the package managers, a file for each family."""
