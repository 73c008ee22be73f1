"""The only network and subprocess code; handed in by `lsp` and `cli`."""
