"""Rows and words for staff's pages: plain functions, tested without HTML."""
