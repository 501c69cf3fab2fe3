"""The `tilldela` command."""
