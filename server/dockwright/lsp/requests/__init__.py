"""One module for each request: parameters to spans, a feature, its result to protocol types. No logic."""
