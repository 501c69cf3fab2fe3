"""Sign contracts: on paper, by a signed file, by a signing service; and what follows."""
