"""Other systems' files, in and out: play folders, OCDS, eForms, ESPD."""
