"""What tenderers are told: which letters are owed, their words, and how they leave."""
