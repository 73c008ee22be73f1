"""Rules about shell."""
