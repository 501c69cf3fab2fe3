"""`tilldela evaluate`, `allocate`, `draw`, `rank` and `report`."""
