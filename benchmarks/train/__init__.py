"""Fitting the weights that travel in the package."""
