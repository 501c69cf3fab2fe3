"""Before the notice: needs, value, documents, interests, and who helped to prepare."""
