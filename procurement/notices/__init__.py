"""Notices to the registered database: worded, sent, and on time."""
