"""useradd with a large user ID."""

from collections.abc import Iterator

from dockwright.model.commands.calls import calls_of
from dockwright.model.packages.options import Style, Syntax, find, names, take_apart
from dockwright.rules.model import Finding, Fix, Severity, rule
from dockwright.rules.runs import can_grow
from dockwright.syntax.nodes import Run
from dockwright.text.edit import insert

_USERADD = Syntax(
    Style.CLUSTER,
    names(
        "-b --base-dir -c --comment -d --home --home-dir -e --expiredate -f --inactive -g --gid -G --groups -k --skel "
        "-K --key -p --password -R --root -P --prefix -s --shell -u --uid -Z --selinux-user"
    ),
)
_MOST_DIGITS = 5


@rule(Severity.WARNING, on=Run, aliases=("DL3046",))
def useradd_large_uid(run: Run) -> Iterator[Finding]:
    """Useradd writes a huge log for a large user ID.

    `/var/log/lastlog` and `faillog` have a place for every ID up to the largest. The files are sparse, but in the
    layer of an image they are not: it grows by hundreds of megabytes. `-l` leaves them as they are.

    ```dockerfile bad
    FROM debian:13
    RUN ⟦useradd⟧ -u 1234567 app
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN useradd -l -u 1234567 app
    ```

    ```dockerfile good
    FROM debian:13
    RUN useradd --no-log-init --uid 1234567 app && useradd -u 10001 web
    ```
    """
    for call in calls_of(run):
        if call.name != "useradd":
            continue
        options = take_apart(call.words, 1, _USERADD).options
        uid = find(options, ("-u", "--uid"))
        if uid is None or uid.value is None or not uid.value.isdecimal() or len(uid.value) <= _MOST_DIGITS:
            continue
        if find(options, ("-l", "--no-log-init")) is None:
            word = call.words[0]
            fixes = (Fix("Add -l", (insert(word.span.end, " -l"),)),) if can_grow(run, word) else ()
            yield Finding(word.span, "A large user ID makes useradd write huge log files: add -l", fixes)
