"""What is stored: tables with their constraints, migrations, and the unit of work."""
