"""Between two calls: selections, negotiations and dialogues."""
