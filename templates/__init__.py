"""Package data: document templates, print CSS and fonts."""
