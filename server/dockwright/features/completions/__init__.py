"""What can be completed: one file for each kind of thing that may stand at the cursor."""
