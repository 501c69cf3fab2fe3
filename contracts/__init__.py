"""From an award that nothing holds to a contract: the document and its two signatures."""
