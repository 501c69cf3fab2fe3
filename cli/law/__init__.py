"""`tilldela law …`: what a statute says about a case, for a lawyer at the desk."""
