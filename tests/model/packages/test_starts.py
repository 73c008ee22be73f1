"""What CMD, ENTRYPOINT and HEALTHCHECK start."""

import pytest

from dockwright.model.packages import start_of
from tests.model.packages.reading import form, show
from tests.support.marks import spans


def shown(text: str) -> str:
    """What is started: kind, program, `via` what, `after` what, `behind a shell`."""
    start = start_of(form(text))
    if start is None:
        return "nothing"
    parts = [start.kind.name, start.program]
    if start.package is not None:
        parts.append(f"({show(start.package)})")
    if start.through:
        parts.append(f"via {' '.join(start.through)}")
    if start.before:
        parts.append(f"after {' '.join(call.name for call in start.before)}")
    if start.is_behind_shell:
        parts.append("behind a shell")
    return " ".join(parts)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('CMD ["node", "⟦dist/server.js⟧"]', "FILE node"),
        ("CMD node ⟦dist/server.js⟧ --port 3", "FILE node behind a shell"),
        ('CMD ["node", "-r", "dotenv/config", "--max-old-space-size=4096", "⟦app.js⟧"]', "FILE node"),
        ('CMD ["node", "-e", "1"]', "INLINE node"),
        ('CMD ["node"]', "INTERPRETER node"),
        ('CMD ["npm", "start"]', "MANAGER npm (npm START start)"),
        ("CMD npm run start:prod", "MANAGER npm (npm RUN_SCRIPT run : start:prod) behind a shell"),
        ('CMD ["yarn", "serve"]', "MANAGER yarn (yarn RUN_SCRIPT : serve)"),
        ('CMD ["yarn", "node", "⟦dist/x.js⟧"]', "FILE node via yarn"),
        ('CMD ["npx", "serve", "-s", "build"]', "PROGRAM serve via npx"),
        ('ENTRYPOINT ["tini", "--", "node", "⟦x.js⟧"]', "FILE node via tini"),
        ('ENTRYPOINT ["dumb-init", "gosu", "app", "python", "-u", "⟦app.py⟧"]', "FILE python via dumb-init gosu"),
        ("CMD exec python3.12 ⟦app.py⟧", "FILE python3.12 via exec"),
        ('CMD ["python", "-m", "⟦flask⟧", "run"]', "MODULE python"),
        ('CMD ["gunicorn", "-b", "0.0.0.0:80", "--workers=4", "⟦main:app⟧"]', "SERVER gunicorn"),
        ('CMD ["poetry", "run", "uvicorn", "⟦main:app⟧", "--port", "80"]', "SERVER uvicorn via poetry"),
        ('CMD ["uv", "run", "⟦app.py⟧"]', "FILE app.py via uv"),
        ('CMD ["flask", "run"]', "PROGRAM flask"),
        ('CMD ["java", "-Xmx1g", "-jar", "⟦/app.jar⟧"]', "JAR java"),
        ('ENTRYPOINT ["sh", "-c", "java $JAVA_OPTS -jar ⟦/app.jar⟧"]', "JAR java via sh behind a shell"),
        ('ENTRYPOINT ["sh", "-c", "exec java -jar ⟦/app.jar⟧"]', "JAR java via sh exec"),
        ('CMD ["java", "-cp", "app:lib/*", "⟦com.example.Main⟧"]', "CLASS java"),
        ('ENTRYPOINT ["dotnet", "⟦App.dll⟧"]', "ASSEMBLY dotnet"),
        ('CMD ["dotnet", "run"]', "MANAGER dotnet (dotnet START run)"),
        ('CMD ["go", "run", "main.go"]', "MANAGER go (go START run : main.go)"),
        ('CMD ["bundle", "exec", "puma"]', "PROGRAM puma via bundle"),
        ('CMD ["ruby", "⟦app.rb⟧"]', "FILE ruby"),
        ('CMD ["php", "⟦artisan⟧", "serve"]', "FILE php"),
        ('CMD ["nginx", "-g", "daemon off;"]', "PROGRAM nginx"),
        ('ENTRYPOINT ["⟦/server⟧"]', "BINARY server"),
        ("CMD ⟦./server⟧", "BINARY server behind a shell"),
        ('ENTRYPOINT ["⟦docker-entrypoint.sh⟧"]', "SCRIPT docker-entrypoint.sh"),
        ('CMD ["bash", "⟦run.sh⟧"]', "SCRIPT bash"),
        ('CMD ["bash", "-o", "pipefail", "--login", "⟦run.sh⟧"]', "SCRIPT bash"),
        ('CMD ["sh", "-ec"]', "INLINE sh"),
        ('CMD ["java", "-version"]', "INTERPRETER java"),
        ('CMD ["node", "--", "⟦a.js⟧"]', "FILE node"),
        ('CMD ["bash"]', "INTERPRETER bash"),
        ("CMD python manage.py migrate && gunicorn ⟦a.wsgi⟧", "SERVER gunicorn after python behind a shell"),
        ("CMD node ⟦a.js⟧ | pino-pretty", "FILE node behind a shell"),
        ("CMD if true; then a; else b; fi", "nothing"),
        ("CMD []", "nothing"),
        ("CMD PORT=3", "nothing"),
        ('HEALTHCHECK CMD ["curl", "-f", "http://localhost"]', "PROGRAM curl"),
        ("HEALTHCHECK CMD wget -q http://localhost || exit 1", "PROGRAM exit after wget behind a shell"),
    ],
)
def test_start(marked: str, expected: str) -> None:
    text, targets = spans(f"{marked}\n")
    assert shown(text) == expected
    start = start_of(form(text))
    found = start.target if start is not None else None
    assert (() if found is None else (found.span,)) == targets


def test_text_with_escapes_has_the_span_of_its_string() -> None:
    text, (whole,) = spans('CMD ["sh", "-c", ⟦"node \\"a.js\\""⟧]\n')
    start = start_of(form(text))
    assert start is not None
    assert start.target is not None
    assert (start.kind.name, start.target.value, start.target.span) == ("FILE", "a.js", whole)
