"""The facts of a document as data that goes along with it in its PDF."""
