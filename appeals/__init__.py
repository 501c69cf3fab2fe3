"""Review proceedings: the docket, and the holds that follow from it."""
