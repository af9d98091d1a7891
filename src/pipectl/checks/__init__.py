"""Figures held against bounds."""
