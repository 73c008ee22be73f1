"""The refactorings, shown to be right by building: every project before and after, run, edited and run again."""

import pytest

from tests.proof.projects import Project, projects
from tests.proof.prove import prove

pytestmark = [pytest.mark.proof, pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("project", projects(), ids=lambda project: project.name)
def test_repaired_file_builds_the_same_program_smaller_and_faster(project: Project) -> None:
    before, after, _ = prove(project)
    assert before.answer.exit_code in {0, None}
    assert after.answer == before.answer
    assert after.edited == before.edited
    assert after.edited != after.answer
    assert project.edit.new in after.edited.said
    assert after.image.size < before.image.size
    assert after.reused >= before.reused
    if project.cut is not None:
        assert 1 - after.above_base / before.above_base >= project.cut
    if project.megabytes is not None:
        assert after.image.size < project.megabytes * 1e6
