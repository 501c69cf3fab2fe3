"""Award decisions drafted and made on the same bytes, withdrawn, and procurements cancelled."""
