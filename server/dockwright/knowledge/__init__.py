"""Facts and prose about Docker as data, with pure look-ups."""
