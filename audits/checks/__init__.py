"""One file per check, each with a `CHECK`; `audits.check.checks` lists the folder to find them."""
