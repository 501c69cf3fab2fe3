"""`tilldela notice …`: notices to the registered database, owed and sent, and duties after."""
