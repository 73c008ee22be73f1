"""Which part of an instruction is at the cursor."""
