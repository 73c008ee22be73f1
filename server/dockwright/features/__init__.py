"""What an editor or the command line asks of one snapshot; knows no protocol."""
