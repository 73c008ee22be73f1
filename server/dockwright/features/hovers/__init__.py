"""What a hover can tell: one file for each kind of thing under the cursor."""
