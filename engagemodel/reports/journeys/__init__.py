"""Journeys bound to the systems below in, what a customer meets step by step out, one format per file."""
