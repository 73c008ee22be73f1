"""What language servers answer at the same places in real Dockerfiles, feature by feature, as one table.

    python benchmarks/compare_editor_features.py FOLDER --server 'NAME=COMMAND' --server 'NAME=COMMAND' [--write FILE]

Places are drawn from the Dockerfiles below FOLDER, 60 for each feature, in as many files, and the same for all
servers. What is right there is told by BuildKit's own parser (the PyPI package `dockerfile`), by regular expressions
where a name means one thing in its file, and by lists written by hand from Docker's reference. No answer
is judged by our parser or our rules, nor by what another server says.

A row is a function in `benchmarks/editor_features`; its docstring says what is expected, and is printed in the table.
`--row NAME` runs some alone, `--why` tells what was wrong and missing.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from editor_features import asked_at_names, asked_at_words, asked_beside, asked_of_files
from editor_features.corpus import Source, read
from editor_features.server import Counts, Server


class Row(NamedTuple):
    """A feature, and what counts the answers to it."""

    name: str
    ask: Callable[[Server, Sequence[Source]], Counts]


ROWS = (
    Row("sync", asked_beside.sync),
    Row("diagnostics", asked_beside.diagnostics),
    Row("hover", asked_at_words.hover),
    Row("completion", asked_at_words.completion),
    Row("signature help", asked_at_words.signature_help),
    Row("definition", asked_at_names.definition),
    Row("references", asked_at_names.references),
    Row("highlight", asked_at_names.highlight),
    Row("rename", asked_at_names.rename),
    Row("prepare rename", asked_at_names.prepare_rename),
    Row("document symbols", asked_of_files.document_symbol),
    Row("folding", asked_of_files.folding),
    Row("selection range", asked_of_files.selection),
    Row("semantic tokens", asked_of_files.semantic_tokens),
    Row("formatting", asked_of_files.formatting),
    Row("range formatting", asked_of_files.formatting_of_a_part),
    Row("document links", asked_of_files.document_link),
    Row("inlay hints", asked_beside.inlay_hints),
    Row("code lens", asked_beside.code_lenses),
    Row("code actions", asked_beside.code_actions),
    Row("call hierarchy", asked_at_names.call_hierarchy),
    Row("linked editing", asked_at_names.linked_editing),
    Row("stage graph", asked_beside.commands),
    Row("configuration", asked_beside.configuration),
    Row("cancellation", asked_beside.cancellation),
    Row("other languages", asked_beside.languages),
)


def table(rows: Sequence[Row], servers: Sequence[tuple[str, str]], sources: Sequence[Source], *, why: bool) -> str:
    """The table in Markdown; each row and server in a process of its own, so that none harms the next."""
    head = ["feature", "expected", "places"]
    head += [f"{label}: {what}" for label, _ in servers for what in ("items", "wrong", "missing")]
    lines = [_line(head), _line(["---", "---", *["---:"] * (len(head) - 2)])]
    for row in rows:
        cells: list[str] = []
        places = 0
        for label, command in servers:
            server = Server(command)
            found = row.ask(server, sources)
            server.end()
            places = found.places
            cells += [f"{found.items:,}", str(found.wrong), str(found.missing)]
            if why and found.kinds:
                print(f"{row.name}, {label}: {', '.join(f'{kind} {n}' for kind, n in found.kinds.most_common())}")
        expected = (row.ask.__doc__ or "").partition("\n")[0]
        lines.append(_line([row.name, expected, str(places), *cells]))
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table, or put it between the marks of a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--server", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--row", action="append", choices=[row.name for row in ROWS])
    parser.add_argument("--why", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    pairs = [pair.partition("=") for pair in options.server]
    servers = [(label, command) for label, _, command in pairs]
    rows = [row for row in ROWS if options.row is None or row.name in options.row]
    found = table(rows, servers, read(options.folder), why=options.why)
    print(found)
    if options.write is not None:
        text = options.write.read_text("utf-8")
        before, mark, rest = text.partition(_BEGIN)
        after = rest.partition(_END)[2]
        options.write.write_text(f"{before}{mark}\n\n{found}\n{_END}{after}", "utf-8")


_BEGIN = "<!-- table -->"
_END = "<!-- end of table -->"


if __name__ == "__main__":
    main()
