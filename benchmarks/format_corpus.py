"""Whether formatting keeps the meaning of every Dockerfile in a folder and has nothing left to do.

    python benchmarks/format_corpus.py FOLDER

Formats every file below FOLDER, with spaces and with tabs, and compares what BuildKit's parser
(the PyPI package `dockerfile`) and ours make of it before and after; formats the result
once more. Files that BuildKit's parser refuses are compared by ours alone.
Prints what differs and the counts; the exit code is 1 if anything differs.
"""

import sys
import time
from pathlib import Path

from dockwright.features.formatting.document import format_text
from dockwright.features.formatting.options import FormattingOptions
from tests.support.formatted import differences

OPTIONS = (FormattingOptions(), FormattingOptions(tab_size=8, insert_spaces=False))


def main() -> int:
    files = changed = different = unstable = 0
    spent = 0.0
    for path in sorted(Path(sys.argv[1]).rglob("*")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        files += 1
        for options in OPTIONS:
            begun = time.perf_counter()
            result = format_text(text, options)
            spent += time.perf_counter() - begun
            changed += result != text
            found = differences(text, result)
            different += bool(found)
            for line in found:
                print(f"{path}: {line}")
            if (again := format_text(result, options)) != result:
                unstable += 1
                at = next(i for i, (a, b) in enumerate(zip(again, result, strict=False)) if a != b)
                print(f"{path}: not idempotent near {result[at - 40 : at + 20]!r}")
    total = files * len(OPTIONS)
    print(f"{files} files, {total} formattings, {changed} with edits, {spent / total * 1000:.2f} ms each")
    print(f"same parse: {total - different} of {total}; idempotent: {total - unstable} of {total}")
    return 1 if different or unstable else 0


if __name__ == "__main__":
    sys.exit(main())
