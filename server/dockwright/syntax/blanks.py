r"""What counts as white space.

BuildKit uses two notions, and so do we: Go's `unicode.IsSpace` for trimming
and for the words of ENV, LABEL and ARG, and `[\t\v\f\r ]` after the keyword and
between all other arguments. Python's own `str.strip` also takes U+001C to U+001F.
"""

import re

UNICODE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""The code points for which Go's `unicode.IsSpace` is true."""

SEPARATOR = re.compile(r"[\t\v\f\r ]+")
"""What separates a keyword from its arguments and whitespace-delimited arguments from each other."""

ARGUMENT = re.compile(r"[^\t\v\f\r ]+")
"""One whitespace-delimited argument."""
