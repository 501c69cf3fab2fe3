"""One fictional document of each kind, marked as a demo, for previews and for the tests."""
