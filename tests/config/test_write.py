"""What is written is read again as it was."""

from hypothesis import given
from hypothesis import strategies as st

from dockwright.config.model import LABEL_TYPES, SEVERITIES, Config, Exempt, Labels, Options, Read, RuleNames
from dockwright.config.read import read_config
from dockwright.config.write import write_config

NAMES = RuleNames(frozenset({"npm-install", "dl3006"}), frozenset({"style"}))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
RULES = st.lists(st.sampled_from(["npm-install", "DL3006", "style", "all", "SC2086"]), max_size=3).map(tuple)


def pairs(names: st.SearchStrategy[str], values: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.dictionaries(names, st.sampled_from(values), max_size=3).map(lambda found: tuple(found.items()))


CONFIGS = st.builds(
    Config,
    select=RULES,
    ignore=RULES,
    severity=pairs(st.sampled_from(["npm-install", "style"]), SEVERITIES),
    exempt=st.dictionaries(TEXT, RULES, max_size=3).map(lambda found: tuple(Exempt(*item) for item in found.items())),
    targets=TEXTS,
    context_root=st.none() | TEXT,
    fail_on=st.none() | st.sampled_from(SEVERITIES),
    options=st.builds(
        Options,
        labels=st.builds(Labels, schema=pairs(TEXT, LABEL_TYPES), strict=st.booleans()),
        trusted_registries=TEXTS,
    ),
    folder=st.none(),
)


@given(CONFIGS)
def test_there_and_back(config: Config) -> None:
    assert read_config(write_config(config), NAMES) == Read(config)
