"""Assessors score alone under seal, and then agree."""
