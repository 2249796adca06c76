"""Readings of many reports -> who told it first, what is one happening, who disputes it, how far it can be believed."""
