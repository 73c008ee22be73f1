"""The build context as an immutable snapshot; only `disk` reads files."""
