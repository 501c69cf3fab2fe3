"""Calls: conditions and invitations, publication, questions, corrections."""
