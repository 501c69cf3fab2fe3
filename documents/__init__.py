"""Typed context in, PDF bytes out; knows no tables and no clock."""
