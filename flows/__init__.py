"""Prefect flows and deployments: they wake services, and hold no state of their own."""
