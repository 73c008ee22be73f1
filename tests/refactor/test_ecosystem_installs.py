"""Install before source, for Python, Java and .NET; and why a stage cannot be split or an install not moved."""

import pytest

from dockwright.refactor.model import Refactoring
from dockwright.refactor.reorder_install import reorder_install
from dockwright.refactor.split_stages import split_stages
from tests.refactor.cases import offers, refactored

PIP = {
    "requirements.txt": "-r requirements/base.txt\n-c constraints.txt\nflask\n",
    "requirements/base.txt": "idna\n",
    "constraints.txt": "idna<4\n",
    "app.py": "",
}
PACKAGE = '[project]\nname = "shop"\n[build-system]\nrequires = []\n'
UV = {"pyproject.toml": PACKAGE, "uv.lock": "", "shop/__init__.py": ""}
POETRY = {"pyproject.toml": '[tool.poetry]\nname = "shop"\n', "poetry.lock": "", "poetry.toml": ""}
MODULES = {
    "pom.xml": "<project><modules><module>core</module><module>web</module></modules></project>",
    "core/pom.xml": "<project/>",
    "web/pom.xml": "<project><modules><module>api</module></modules></project>",
    "web/api/pom.xml": "<project/>",
    "mvnw": "",
    ".mvn/maven.config": "",
}
GRADLE = {
    "settings.gradle.kts": "",
    "build.gradle.kts": "",
    "gradle.properties": "",
    "gradlew": "",
    "gradle/libs.versions.toml": "",
    "web/build.gradle.kts": "",
}
SOLUTION = {
    "Shop.sln": 'Project("{1}") = "Web", "src\\Web\\Web.csproj", "{2}"\n',
    "src/Web/Web.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>'
    '<ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup></Project>',
    "src/Core/Core.csproj": '<Project Sdk="Microsoft.NET.Sdk" />',
    "Directory.Packages.props": "<Project />",
    "src/Directory.Build.props": "<Project />",
    "nuget.config": "<configuration />",
}


@pytest.mark.parametrize(
    ("files", "before", "after"),
    [
        pytest.param(
            PIP,
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n",
            "FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt constraints.txt ./\n"
            "COPY requirements/base.txt ./requirements/\nRUN pip install -r requirements.txt\nCOPY . .\n",
            id="pip-with-included-files",
        ),
        pytest.param(
            PIP,
            "FROM python:3.13\nADD . /srv\nRUN pip install -U pip\n"
            "RUN pip install -r /srv/requirements.txt && rm -r /tmp\n",
            "FROM python:3.13\nCOPY requirements.txt constraints.txt /srv/\n"
            "COPY requirements/base.txt /srv/requirements/\n"
            "RUN pip install -U pip\nRUN pip install -r /srv/requirements.txt\nADD . /srv\nRUN rm -r /tmp\n",
            id="pip-by-an-absolute-path",
        ),
        pytest.param(
            POETRY,
            "FROM python:3.13\nWORKDIR /app\n# all\nCOPY . .\nRUN pip install poetry\n"
            "# install\nRUN cd /app && poetry install --only main && rm -r tests\n",
            "FROM python:3.13\nWORKDIR /app\nCOPY pyproject.toml poetry.lock poetry.toml ./\nRUN pip install poetry\n"
            "RUN cd /app && poetry install --no-root --only main\n# all\nCOPY . .\n"
            "# install\nRUN cd /app && poetry install --only main && rm -r tests\n",
            id="poetry-in-two-steps",
        ),
        pytest.param(
            UV,
            'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN ["uv", "sync", "--locked"]\n',
            "FROM python:3.13\nWORKDIR /app\nCOPY pyproject.toml uv.lock ./\n"
            'RUN ["uv", "sync", "--locked", "--no-install-project"]\nCOPY . .\nRUN ["uv", "sync", "--locked"]\n',
            id="uv-in-two-steps",
        ),
        pytest.param(
            {"Pipfile": "", "Pipfile.lock": "{}"},
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install pipenv && pipenv --version\n"
            "RUN pipenv sync --system\n",
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install pipenv && pipenv --version\n"
            "RUN pipenv sync --system\n",
            id="a-run-whose-effect-is-not-known",
        ),
        pytest.param(
            {"Pipfile": "", "Pipfile.lock": "{}"},
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install pipenv\nRUN pipenv sync --system\n",
            "FROM python:3.13\nWORKDIR /app\nCOPY Pipfile Pipfile.lock ./\nRUN pip install pipenv\n"
            "RUN pipenv sync --system\nCOPY . .\n",
            id="pipenv",
        ),
        pytest.param(
            MODULES,
            "FROM maven:3-eclipse-temurin-21\nWORKDIR /src\nCOPY . .\nRUN ./mvnw dependency:go-offline\n",
            "FROM maven:3-eclipse-temurin-21\nWORKDIR /src\nCOPY pom.xml mvnw ./\nCOPY core/pom.xml ./core/\n"
            "COPY web/pom.xml ./web/\nCOPY web/api/pom.xml ./web/api/\nCOPY .mvn ./.mvn/\n"
            "RUN ./mvnw dependency:go-offline\nCOPY . .\n",
            id="modules-of-maven-and-its-wrapper",
        ),
        pytest.param(
            GRADLE,
            "FROM eclipse-temurin:21\nWORKDIR /src\nCOPY . .\nRUN ./gradlew dependencies\nRUN ./gradlew build\n",
            "FROM eclipse-temurin:21\nWORKDIR /src\n"
            "COPY build.gradle.kts settings.gradle.kts gradlew gradle.properties ./\n"
            "COPY web/build.gradle.kts ./web/\nCOPY gradle ./gradle/\n"
            "RUN ./gradlew dependencies\nCOPY . .\nRUN ./gradlew build\n",
            id="modules-of-gradle-and-its-wrapper",
        ),
        pytest.param(
            SOLUTION,
            "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\nRUN dotnet restore Shop.sln\n",
            "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\n"
            "COPY Shop.sln Directory.Packages.props nuget.config ./\nCOPY src/Web/Web.csproj ./src/Web/\n"
            "COPY src/Core/Core.csproj ./src/Core/\nCOPY src/Directory.Build.props ./src/\n"
            "RUN dotnet restore Shop.sln\nCOPY . .\n",
            id="solution-with-projects-in-folders",
        ),
    ],
)
def test_install_before_source(files: dict[str, str], before: str, after: str) -> None:
    result, note = refactored(reorder_install, before, files)
    assert result == after
    if before == after:
        assert note == "a RUN between the COPY and the install may need the source"
    else:
        assert offers(reorder_install, after, files) == []


START = 'CMD ["python", "app.py"]\n'
JAR = 'CMD ["java", "-jar", "target/shop.jar"]\n'


@pytest.mark.parametrize(
    ("refactoring", "files", "text", "reason"),
    [
        (
            reorder_install,
            {"requirements.txt": "-e .\n"},
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n",
            "requirements.txt installs the local folder .",
        ),
        (
            reorder_install,
            {"requirements.txt": "", ".dockerignore": "*.txt\n"},
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
            None,
        ),
        (
            reorder_install,
            {"requirements.txt": "", "setup.py": ""},
            "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install .\n",
            None,
        ),
        (
            split_stages,
            PIP,
            f"FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n{START}",
            None,
        ),
        (split_stages, PIP, "FROM python:3.13\nCOPY . /app\nRUN pip install -r /app/requirements.txt\n", None),
        (split_stages, PIP, f"FROM python:2.7\nCOPY . /app\nRUN pip install -r /app/requirements.txt\n{START}", None),
        (
            split_stages,
            PIP,
            f"FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\n{START}",
            "the source is copied to /, among the files of the system",
        ),
        (
            split_stages,
            PIP,
            f"FROM python:3.13\nWORKDIR /app\nRUN pip install --user flask\nCOPY . .\n{START}",
            "`pip install --user` installs to a place of its own",
        ),
        (
            split_stages,
            {**PIP, "entrypoint.sh": "exec poetry run gunicorn app:app\n"},
            'FROM python:3.13\nWORKDIR /app\nRUN pip install flask\nCOPY . .\nCMD ["./entrypoint.sh"]\n',
            "entrypoint.sh starts the program through a package manager",
        ),
        (
            split_stages,
            {**UV, ".python-version": "3.12\n"},
            f"FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN uv sync --locked\n{START}",
            ".python-version asks for 3.12, and uv brings its own Python",
        ),
        (
            split_stages,
            PIP,
            (
                "FROM python:3.13-slim-bookworm\nRUN apt-get update && apt-get install -y gcc libnobody-knows-dev\n"
                f"RUN pip install flask\n{START}"
            ),
            "which library belongs to libnobody-knows-dev in this image is not known",
        ),
        (
            split_stages,
            {"pom.xml": ""},
            f"FROM maven:3\nWORKDIR /src\nCOPY . .\nRUN mvn package\n{JAR}",
            "which Java maven:3 has is not known: its tag does not say it",
        ),
        (
            split_stages,
            {"pom.xml": "<project><artifactId>a</artifactId><version>1</version></project>"},
            f"FROM maven:3-eclipse-temurin-21\nWORKDIR /src\nCOPY . .\nRUN mvn package\n{JAR}",
            "the container starts shop.jar, but pom.xml makes a-1.jar",
        ),
        (
            split_stages,
            {"pom.xml": ""},
            "FROM maven:3-eclipse-temurin-21\nWORKDIR /src\nCOPY . .\nCMD mvn spring-boot:run\n",
            "the container builds the program when it starts: build it in a RUN, and start the jar",
        ),
        (
            split_stages,
            {"pom.xml": ""},
            f"FROM maven:3.6.3-jdk-11\nCOPY . .\nRUN mvn package\n{JAR}",
            "the working directory is not known: that of the base image is not",
        ),
        (
            split_stages,
            {"build.gradle": ""},
            (
                "FROM gradle:8-jdk21\nWORKDIR /src\nCOPY . .\nRUN gradle build\n"
                'CMD ["java", "-jar", "build/libs/shop-plain.jar"]\n'
            ),
            "shop-plain.jar is not the jar that runs",
        ),
        (
            split_stages,
            SOLUTION,
            (
                "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\n"
                'RUN dotnet publish src/Web -o /app\nCMD ["dotnet", "/app/Other.dll"]\n'
            ),
            "which `dotnet publish` makes Other in /app is not known",
        ),
        (
            split_stages,
            SOLUTION,
            'FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\nCMD ["dotnet", "watch"]\n',
            "the container compiles the program when it starts (`dotnet run`): publish it in a RUN first",
        ),
    ],
)
def test_what_stands_in_the_way(refactoring: Refactoring, files: dict[str, str], text: str, reason: str | None) -> None:
    assert [offer.disabled for offer in offers(refactoring, text, files)] == ([reason] if reason else [])


def test_nothing_is_moved_where_no_manifest_is_known() -> None:
    text = "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\nRUN dotnet restore\n"
    assert offers(reorder_install, text, {"README.md": ""}) == []


def test_an_environment_may_be_made_between() -> None:
    text = (
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\n"
        "RUN pip install -r requirements.txt\n"
    )
    result, _ = refactored(reorder_install, text, {"requirements.txt": "flask\n", "app.py": ""})
    assert result == (
        "FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt ./\nRUN python -m venv /opt/venv\n"
        "ENV PATH=/opt/venv/bin:$PATH\nRUN pip install -r requirements.txt\nCOPY . .\n"
    )


def test_a_program_of_another_kind_may_need_the_whole_image() -> None:
    text = (
        "FROM python:3.13\nWORKDIR /app\nRUN pip install gql==4.0.0\n"
        'COPY . .\nRUN chmod +x runner\nCMD ["/app/runner"]\n'
    )
    (offer,) = offers(split_stages, text, {"runner": "", "requirements.txt": ""})
    assert offer.disabled == "/app/runner is no Python program, so what it needs of the image is not known"
