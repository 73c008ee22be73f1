"""The verbs, options and packages of every package manager, as they are typed."""

import pytest

from dockwright.model.packages import packages_of
from tests.model.packages.reading import run, show
from tests.support.marks import spans

Table = list[tuple[str, list[str]]]

NODE: Table = [
    ("npm ⟦install⟧", ["npm INSTALL_PROJECT install"]),
    ("npm ⟦i⟧", ["npm INSTALL_PROJECT install"]),
    ("npm ⟦isntall⟧ --production", ["npm INSTALL_PROJECT install --production"]),
    ("npm ⟦ci⟧ --include=dev", ["npm INSTALL_PROJECT ci --include=dev"]),
    ("npm ⟦clean-install⟧ --omit dev", ["npm INSTALL_PROJECT ci --omit=dev"]),
    ("npm ⟦install⟧ express", ["npm INSTALL_PACKAGES install [express]"]),
    ("npm ⟦i⟧ -g typescript@5 @nestjs/cli@^10", ["npm INSTALL_PACKAGES install [typescript@5 @nestjs/cli@^10] -g"]),
    ("npm --prefix client ⟦install⟧", ["npm INSTALL_PROJECT install --prefix=client in client"]),
    ("npm ⟦install⟧ --production false", ["npm INSTALL_PROJECT install --production=false"]),
    ("npm ⟦install⟧ -ws --if-present", ["npm INSTALL_PROJECT install -ws --if-present"]),
    ("npm ⟦run⟧ build -- --mode production", ["npm RUN_SCRIPT run : build -- --mode production"]),
    ("npm ⟦run-script⟧ -w web build", ["npm RUN_SCRIPT run -w=web : build"]),
    ("npm ⟦cache clean⟧ --force", ["npm CLEAN_CACHE cache clean --force"]),
    ("npm ⟦config⟧ set strict-ssl false", ["npm CONFIGURE config : set strict-ssl false"]),
    ("npm ⟦prune⟧ --omit=dev", ["npm PRUNE prune --omit=dev"]),
    ("npm⟦⟧ --version", ["npm OTHER --version"]),
    ("npm ⟦whoami⟧", ["npm OTHER whoami"]),
    ("npm⟦⟧", ["npm OTHER"]),
    ("yarn⟦⟧", ["yarn INSTALL_PROJECT"]),
    ("yarn⟦⟧ --frozen-lockfile", ["yarn INSTALL_PROJECT --frozen-lockfile"]),
    ("yarn⟦⟧ --version", ["yarn OTHER --version"]),
    ("yarn ⟦install⟧ --immutable", ["yarn INSTALL_PROJECT install --immutable"]),
    ("yarn --cwd ui ⟦install⟧", ["yarn INSTALL_PROJECT install --cwd=ui in ui"]),
    ("yarn ⟦build⟧ --mode production", ["yarn RUN_SCRIPT : build -- --mode production"]),
    ("yarn ⟦run⟧ build", ["yarn RUN_SCRIPT run : build"]),
    ("yarn workspace web ⟦add⟧ react@18", ["workspace web yarn INSTALL_PACKAGES add [react@18]"]),
    ("yarn global ⟦add⟧ serve", ["global yarn INSTALL_PACKAGES add [serve]"]),
    ("yarn ⟦workspaces focus⟧ --production", ["yarn INSTALL_PROJECT workspaces focus --production"]),
    ("yarn ⟦cache clean⟧", ["yarn CLEAN_CACHE cache clean"]),
    ("yarn ⟦set⟧ version stable", ["yarn CONFIGURE set : version stable"]),
    ("pnpm ⟦i⟧ --frozen-lockfile --prod", ["pnpm INSTALL_PROJECT install --frozen-lockfile --prod"]),
    ("pnpm ⟦install⟧ lodash", ["pnpm INSTALL_PACKAGES install [lodash]"]),
    ("pnpm ⟦fetch⟧", ["pnpm DOWNLOAD fetch"]),
    ("pnpm --filter web... ⟦build⟧", ["pnpm RUN_SCRIPT --filter=web... : build"]),
    ("pnpm -r ⟦run⟧ build", ["pnpm RUN_SCRIPT run -r : build"]),
    ("pnpm -C api ⟦install⟧", ["pnpm INSTALL_PROJECT install -C=api in api"]),
    ("corepack pnpm ⟦install⟧", ["pnpm INSTALL_PROJECT install"]),
    ("corepack yarn@1.22.22 ⟦install⟧", ["yarn INSTALL_PROJECT install"]),
    ("corepack ⟦enable⟧", ["corepack CONFIGURE enable"]),
    ("corepack ⟦prepare⟧ pnpm@9.1.0 --activate", ["corepack DOWNLOAD prepare [pnpm@9.1.0] --activate"]),
    ("bun ⟦install⟧ --frozen-lockfile", ["bun INSTALL_PROJECT install --frozen-lockfile"]),
    ("bun ⟦add⟧ hono", ["bun INSTALL_PACKAGES add [hono]"]),
    ("bun ⟦build⟧ ./index.ts --outdir dist", ["bun BUILD build --outdir=dist : ./index.ts"]),
    ("bun ⟦index.ts⟧ --port 3", ["bun START : index.ts -- --port 3"]),
    ("bun ⟦pm cache rm⟧", ["bun CLEAN_CACHE pm cache rm"]),
    ("deno ⟦install⟧ --entrypoint main.ts", ["deno INSTALL_PROJECT install --entrypoint : main.ts"]),
    ("deno ⟦cache⟧ main.ts", ["deno DOWNLOAD cache : main.ts"]),
    ("npx⟦⟧", ["npx OTHER"]),
]

PYTHON: Table = [
    ("pip ⟦install⟧ -r requirements.txt", ["pip INSTALL_PROJECT install -r=requirements.txt"]),
    ("pip3.12 ⟦install⟧ flask==2.0", ["pip INSTALL_PACKAGES install [flask@2.0]"]),
    ("python -m pip ⟦install⟧ --no-cache-dir .", ["pip INSTALL_PROJECT install [.] --no-cache-dir"]),
    ("python3 -u -m pip ⟦install⟧ -U pip", ["pip INSTALL_PACKAGES install [pip] -U"]),
    ("/opt/venv/bin/pip ⟦install⟧ wheel", ["pip INSTALL_PACKAGES install [wheel]"]),
    ("pip ⟦install⟧ -qU setuptools", ["pip INSTALL_PACKAGES install [setuptools] -q -U"]),
    ("pip ⟦install⟧ -rrequirements.txt gunicorn", ["pip INSTALL_PROJECT install [gunicorn] -r=requirements.txt"]),
    ("pip ⟦install⟧ -e .", ["pip INSTALL_PROJECT install -e=."]),
    (
        "pip ⟦install⟧ -e git+https://example.com/x.git#egg=x",
        ["pip INSTALL_PACKAGES install -e=git+https://example.com/x.git#egg=x"],
    ),
    (
        "pip ⟦install⟧ 'uvicorn[standard]>=0.20,<1' \"httpx ~= 0.27\" 'tomli==2; python_version < \"3.11\"'",
        ["pip INSTALL_PACKAGES install [uvicorn[standard]@>=0.20,<1 httpx@~= 0.27 tomli@2]"],
    ),
    ("pip ⟦install⟧ ./dist/app.whl", ["pip INSTALL_PACKAGES install [./dist/app.whl]"]),
    ("pip ⟦install⟧ $PACKAGES", ["pip INSTALL_PACKAGES install [$PACKAGES]"]),
    ("pip ⟦wheel⟧ -w /wheels -r requirements.txt", ["pip BUILD wheel -w=/wheels -r=requirements.txt"]),
    ("pip ⟦cache purge⟧", ["pip CLEAN_CACHE cache purge"]),
    ("uv ⟦sync⟧ --locked --no-dev", ["uv INSTALL_PROJECT sync --locked --no-dev"]),
    ("uv ⟦pip install⟧ --system -r requirements.txt", ["uv INSTALL_PROJECT pip install --system -r=requirements.txt"]),
    ("uv ⟦pip install⟧ --system ruff==0.6", ["uv INSTALL_PACKAGES pip install [ruff@0.6] --system"]),
    ("uv ⟦pip sync⟧ requirements.txt", ["uv INSTALL_PROJECT pip sync : requirements.txt"]),
    ("uv ⟦tool install⟧ ruff@0.6.0", ["uv INSTALL_PACKAGES tool install [ruff@0.6.0]"]),
    ("poetry ⟦install⟧ --only main --no-root", ["poetry INSTALL_PROJECT install --only=main --no-root"]),
    ("pipenv ⟦install⟧ --system --deploy", ["pipenv INSTALL_PROJECT install --system --deploy"]),
    ("pipenv ⟦install⟧ requests", ["pipenv INSTALL_PACKAGES install [requests]"]),
    ("pdm ⟦sync⟧ --prod", ["pdm INSTALL_PROJECT sync --prod"]),
    (
        "conda ⟦install⟧ -yq -c conda-forge python=3.11 'numpy>=1.26'",
        ["conda INSTALL_PACKAGES install [python@3.11 numpy@>=1.26] -y -q -c=conda-forge"],
    ),
    ("conda ⟦env create⟧ -f environment.yml", ["conda INSTALL_PROJECT env create -f=environment.yml"]),
    ("micromamba ⟦create⟧ -y -f env.yaml", ["conda INSTALL_PROJECT create -y -f=env.yaml"]),
    ("python -mpip ⟦install⟧ x", ["pip INSTALL_PACKAGES install [x]"]),
    ("python manage.py collectstatic", []),
    ("python -c 'import pip'", []),
]

COMPILED: Table = [
    ("go ⟦mod download⟧", ["go DOWNLOAD mod download"]),
    ("go ⟦mod download⟧ -x", ["go DOWNLOAD mod download -x"]),
    ("go ⟦mod⟧ tidy", ["go OTHER mod : tidy"]),
    (
        'CGO_ENABLED=0 go ⟦build⟧ -trimpath -ldflags="-s -w" -o /bin/server ./cmd/server',
        ["go BUILD build -trimpath -ldflags=-s -w -o=/bin/server : ./cmd/server"],
    ),
    ("go -C api ⟦build⟧ --o x .", ["go BUILD build -C=api -o=x : . in api"]),
    ("go ⟦install⟧ ./cmd/...", ["go BUILD install : ./cmd/..."]),
    ("go ⟦install⟧", ["go BUILD install"]),
    (
        "go ⟦install⟧ golang.org/x/tools/cmd/stringer@v0.1.0",
        ["go INSTALL_PACKAGES install [golang.org/x/tools/cmd/stringer@v0.1.0]"],
    ),
    ("go ⟦get⟧ -d -v ./...", ["go INSTALL_PROJECT get -d -v : ./..."]),
    ("go ⟦get⟧ github.com/a/b", ["go INSTALL_PACKAGES get [github.com/a/b]"]),
    ("go ⟦run⟧ github.com/a/b@v1 -x", ["go START run [github.com/a/b@v1] -- -x"]),
    ("go ⟦run⟧ -race main.go --port 1", ["go START run -race : main.go -- --port 1"]),
    ("go ⟦install⟧ tool", ["go INSTALL_PROJECT install : tool"]),
    ("go ⟦env⟧ GOARCH", ["go OTHER env : GOARCH"]),
    ("go ⟦env⟧ -w GOPROXY=direct", ["go CONFIGURE env -w : GOPROXY=direct"]),
    ("xx-go ⟦build⟧ .", ["go BUILD build : ."]),
    ("cargo ⟦build⟧ --release --locked", ["cargo BUILD build --release --locked"]),
    ("cargo +nightly ⟦b⟧ -r --bin app", ["+nightly cargo BUILD build -r --bin=app"]),
    ("cargo ⟦install⟧ --path .", ["cargo BUILD install --path=."]),
    (
        "cargo ⟦install⟧ cargo-chef --version 0.1.67",
        ["cargo INSTALL_PACKAGES install [cargo-chef@0.1.67] --version=0.1.67"],
    ),
    (
        "cargo ⟦chef cook⟧ --release --recipe-path recipe.json",
        ["cargo INSTALL_PROJECT chef cook --release --recipe-path=recipe.json"],
    ),
    ("cargo ⟦fetch⟧ --locked", ["cargo DOWNLOAD fetch --locked"]),
    (
        "cargo ⟦build⟧ --manifest-path crates/api/Cargo.toml",
        ["cargo BUILD build --manifest-path=crates/api/Cargo.toml in crates/api"],
    ),
    ("mvn -B clean ⟦package⟧ -DskipTests", ["maven BUILD package -B -DskipTests : clean package"]),
    (
        "./mvnw ⟦dependency:go-offline⟧ -P prod",
        ["maven DOWNLOAD dependency:go-offline -P=prod : dependency:go-offline"],
    ),
    ("mvn -f api/pom.xml ⟦package⟧", ["maven BUILD package -f=api/pom.xml : package in api"]),
    ("mvn ⟦clean⟧", ["maven OTHER clean : clean"]),
    (
        "./gradlew clean ⟦:app:bootJar⟧ --no-daemon -x test",
        ["gradle BUILD bootJar --no-daemon -x=test : clean :app:bootJar"],
    ),
    ("gradle⟦⟧ --version", ["gradle OTHER --version"]),
    (
        "dotnet ⟦restore⟧ Api/Api.csproj --locked-mode",
        ["dotnet INSTALL_PROJECT restore --locked-mode : Api/Api.csproj"],
    ),
    (
        "dotnet ⟦publish⟧ -c Release -o:/app /p:UseAppHost=false --self-contained false /src/Api.csproj",
        ["dotnet BUILD publish -c=Release -o=/app -p=UseAppHost=false --self-contained=false : /src/Api.csproj"],
    ),
    (
        "dotnet ⟦tool install⟧ -g dotnet-ef --version 8.0.1",
        ["dotnet INSTALL_PACKAGES tool install [dotnet-ef@8.0.1] -g --version=8.0.1"],
    ),
    ("mix ⟦deps.get⟧ --only prod", ["mix INSTALL_PROJECT deps.get --only=prod : deps.get"]),
    ("mix do deps.get, ⟦deps.compile⟧", ["mix BUILD deps.compile : do deps.get, deps.compile"]),
]

SCRIPTING: Table = [
    ("bundle⟦⟧", ["bundler INSTALL_PROJECT"]),
    (
        "bundle ⟦install⟧ -j4 --without development test --retry 3",
        ["bundler INSTALL_PROJECT install -j=4 --without=development test --retry=3"],
    ),
    ("bundle ⟦config⟧ set --local deployment true", ["bundler CONFIGURE config --local : set deployment true"]),
    ("gem ⟦install⟧ --no-document rails:7.1.0 puma", ["gem INSTALL_PACKAGES install [rails@7.1.0 puma] --no-document"]),
    ("gem ⟦install⟧ bundler -v 2.5.0", ["gem INSTALL_PACKAGES install [bundler@2.5.0] -v=2.5.0"]),
    (
        "gem ⟦install⟧ pg -- --with-pg-config=/x",
        ["gem INSTALL_PACKAGES install [pg] -- --with-pg-config=/x"],
    ),
    ("composer ⟦install⟧ --no-dev -no", ["composer INSTALL_PROJECT install --no-dev -n -o"]),
    ("composer ⟦update⟧", ["composer UPGRADE update"]),
    (
        "composer global ⟦require⟧ laravel/installer:^5",
        ["global composer INSTALL_PACKAGES require [laravel/installer@^5]"],
    ),
    ("php -d memory_limit=-1 /usr/bin/composer ⟦install⟧", ["composer INSTALL_PROJECT install"]),
    ("php composer.phar ⟦dump-autoload⟧ -o", ["composer BUILD dump-autoload -o"]),
    ("php -v", []),
    ("php artisan migrate", []),
]

SYSTEM: Table = [
    ("apt-get ⟦update⟧", ["apt UPDATE_INDEX update"]),
    ("apt-get -qq -y ⟦install⟧ curl=7.* git", ["apt INSTALL_PACKAGES install [curl@7.* git] -q -q -y"]),
    (
        "apt ⟦install⟧ -qy -t bookworm-backports nginx/stable",
        ["apt INSTALL_PACKAGES install [nginx@/stable] -q -y -t=bookworm-backports"],
    ),
    (
        "apt-get ⟦install⟧ -oAPT::Get::Assume-Yes=1 ./a.deb",
        ["apt INSTALL_PACKAGES install [./a.deb] -o=APT::Get::Assume-Yes=1"],
    ),
    ("apt-get ⟦install⟧ -q=2 tar", ["apt INSTALL_PACKAGES install [tar] -q=2"]),
    ("apt-get ⟦dist-clean⟧", ["apt CLEAN_CACHE dist-clean"]),
    ("apt-get ⟦purge⟧ -y --auto-remove $buildDeps", ["apt REMOVE purge [$buildDeps] -y --auto-remove"]),
    (
        "apk ⟦add⟧ --no-cache --virtual .build gcc=12-r0 'musl-dev~=1.2'",
        ["apk INSTALL_PACKAGES add [gcc@12-r0 musl-dev@~=1.2] --no-cache --virtual=.build"],
    ),
    ("apk --no-cache ⟦add⟧ -t .run curl@edge", ["apk INSTALL_PACKAGES add [curl@@edge] --no-cache -t=.run"]),
    ("apk ⟦del⟧ .build", ["apk REMOVE del [.build]"]),
    ("apk⟦⟧ --print-arch", ["apk OTHER --print-arch"]),
    (
        "dnf -y ⟦install⟧ git-2.43.0 python3-devel --setopt=install_weak_deps=False",
        ["dnf INSTALL_PACKAGES install [git@2.43.0 python3-devel] -y --setopt=install_weak_deps=False"],
    ),
    ("microdnf ⟦clean⟧ all", ["microdnf CLEAN_CACHE clean : all"]),
    ("yum ⟦group install⟧ -y 'Development Tools'", ["yum INSTALL_PACKAGES group install [Development Tools] -y"]),
    ("zypper -n ⟦in⟧ --no-recommends curl=8.0", ["zypper INSTALL_PACKAGES install [curl@8.0] -n --no-recommends"]),
    ("zypper --non-interactive ⟦ref⟧", ["zypper UPDATE_INDEX refresh --non-interactive"]),
    ("pacman⟦⟧ -Syu --noconfirm", ["pacman UPGRADE -S -y -u --noconfirm"]),
    ("pacman -S ⟦git⟧", ["pacman INSTALL_PACKAGES [git] -S"]),
    ("pacman⟦⟧ -Sy", ["pacman UPDATE_INDEX -S -y"]),
    ("pacman⟦⟧ -Scc", ["pacman CLEAN_CACHE -S -c -c"]),
    ("pacman -Rns ⟦gcc⟧", ["pacman REMOVE [gcc] -R -n -s"]),
    ("pacman⟦⟧ -Q", ["pacman OTHER -Q"]),
    ("apt-mark manual curl", []),
    ("apt-key add key", []),
]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [*NODE, *PYTHON, *COMPILED, *SCRIPTING, *SYSTEM],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_command(marked: str, expected: list[str]) -> None:
    text, verbs = spans(f"RUN {marked}\n")
    found = packages_of(run(text))
    assert [show(command) for command in found] == expected
    assert tuple(command.verb_span for command in found) == verbs
