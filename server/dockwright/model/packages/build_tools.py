"""Build tools that are no package managers, as data."""

from typing import NamedTuple

from dockwright.model.packages.kinds import Family
from dockwright.model.packages.options import Style, Syntax, names

_ASKING = frozenset({"--version", "--help", "-h", "-version", "-help"})


class BuildTool(NamedTuple):
    """A program that builds.

    `tasks` are the first words with which it does, None if it takes no
    task and always does; empty if any task but cleaning and testing builds. `outputs` are the options
    that name what it writes, `directories` those that name where it works.
    `needs` are options of which one must be there, `otherwise` those with which it does not build.
    """

    family: Family
    tasks: frozenset[str] | None
    outputs: frozenset[str]
    directories: frozenset[str]
    needs: frozenset[str]
    otherwise: frozenset[str]
    syntax: Syntax


def _tool(  # noqa: PLR0913 - a table has many columns
    family: Family,
    tasks: str | None = None,
    outputs: str = "",
    values: str = "",
    *,
    directories: str = "",
    needs: str = "",
    otherwise: str = "",
    style: Style = Style.CLUSTER,
) -> BuildTool:
    taking = names(f"{outputs} {values} {directories}")
    return BuildTool(
        family=family,
        tasks=None if tasks is None else names(tasks),
        outputs=names(outputs),
        directories=names(directories),
        needs=names(needs),
        otherwise=_ASKING | names(otherwise),
        syntax=Syntax(style, taking),
    )


_COMPILER = _tool(
    Family.NATIVE,
    outputs="-o",
    values="-I -L -D -U -x -include -isystem -idirafter -MF -MT -MQ -Xlinker -Xpreprocessor -Xassembler -target -arch "
    "-framework -T -u -z",
    otherwise="-E -dumpversion -dumpmachine -print-file-name",
    style=Style.WORD,
)
_VITE = "-c --config --base --mode -m -l --logLevel --target --ssr --minify"

BUILD_TOOLS: dict[str, BuildTool] = {
    # Node.js
    "tsc": _tool(
        Family.NODE,
        outputs="--outDir --outFile --declarationDir",
        values="-p --project -t --target --module -m --lib --rootDir",
        otherwise="--noEmit --init -v --showConfig",
        style=Style.WORD,
    ),
    "tsup": _tool(Family.NODE, outputs="-d --out-dir", values="--format --target --config --tsconfig"),
    "webpack": _tool(Family.NODE, "", "-o --output-path", "-c --config --mode --env --target -t --entry"),
    "vite": _tool(Family.NODE, "build", "--outDir", _VITE),
    "next": _tool(Family.NODE, "build export"),
    "nuxt": _tool(Family.NODE, "build generate"),
    "nuxi": _tool(Family.NODE, "build generate"),
    "ng": _tool(Family.NODE, "build b", "--output-path", "-c --configuration --base-href --project"),
    "vue-cli-service": _tool(Family.NODE, "build", "--dest", "--mode --target --name"),
    "react-scripts": _tool(Family.NODE, "build"),
    "react-app-rewired": _tool(Family.NODE, "build"),
    "craco": _tool(Family.NODE, "build"),
    "rollup": _tool(
        Family.NODE, None, "-o --file -d --dir", "-c --config -f --format -i --input -p --plugin --environment"
    ),
    "esbuild": _tool(Family.NODE, None, "--outfile --outdir", style=Style.WORD),
    "parcel": _tool(Family.NODE, "build", "--dist-dir -d", "--public-url --target"),
    "gatsby": _tool(Family.NODE, "build"),
    "astro": _tool(Family.NODE, "build", "--outDir --out-dir", "--config --root --mode"),
    "remix": _tool(Family.NODE, "build vite:build"),
    "react-router": _tool(Family.NODE, "build"),
    "nest": _tool(Family.NODE, "build", "", "-c --config -p --path --webpackPath --tsc"),
    "turbo": _tool(Family.NODE, "run build", "", "--filter -F --cwd --cache-dir --concurrency --scope"),
    "nx": _tool(
        Family.NODE,
        "run build run-many affected",
        "--output-path --outputPath",
        "-t --target --targets --projects -p --configuration -c --exclude",
    ),
    "lerna": _tool(Family.NODE, "run", "", "--scope --ignore --concurrency"),
    "gulp": _tool(Family.NODE, "", "", "-f --gulpfile --cwd"),
    "grunt": _tool(Family.NODE, "", "", "--gruntfile --base"),
    "babel": _tool(
        Family.NODE, None, "-d --out-dir -o --out-file", "--extensions -x --ignore --config-file --presets --plugins"
    ),
    "swc": _tool(Family.NODE, None, "-d --out-dir -o --out-file", "--config-file -C"),
    "ncc": _tool(Family.NODE, "build", "-o --out", "-e --external -t --target"),
    "pkg": _tool(Family.NODE, None, "-o --output --out-path", "-t --targets -c --config"),
    "docusaurus": _tool(Family.NODE, "build", "--out-dir", "--config --locale"),
    "vitepress": _tool(Family.NODE, "build", "--outDir"),
    "vuepress": _tool(Family.NODE, "build", "-d --dest"),
    "ember": _tool(Family.NODE, "build b", "-o --output-path", "--environment -e"),
    "svelte-kit": _tool(Family.NODE, "build"),
    "quasar": _tool(Family.NODE, "build", "", "-m --mode"),
    "ionic": _tool(Family.NODE, "build"),
    "elm": _tool(Family.NODE, "make", "--output"),
    "spago": _tool(Family.NODE, "build bundle bundle-app", "-t --to"),
    # C and C++, and tools of any language
    "gcc": _COMPILER,
    "g++": _COMPILER,
    "cc": _COMPILER,
    "c++": _COMPILER,
    "clang": _COMPILER,
    "clang++": _COMPILER,
    "gfortran": _COMPILER,
    "musl-gcc": _COMPILER,
    "xx-clang": _COMPILER,
    "xx-clang++": _COMPILER,
    "make": _tool(
        Family.NATIVE,
        "",
        "",
        "-f --file --makefile -I --include-dir -o --old-file -W --what-if -l --eval",
        directories="-C --directory",
        otherwise="-n --dry-run --just-print",
    ),
    "gmake": _tool(Family.NATIVE, "", "", "-f --file --makefile", directories="-C --directory"),
    "cmake": _tool(
        Family.NATIVE,
        None,
        "",
        "-S -B -G -T -A -D -U -C --target -t -j --parallel --config --preset --toolchain --prefix --component",
        directories="--build --install",
        needs="--build --install",
        style=Style.WORD,
    ),
    "ninja": _tool(Family.NATIVE, "", "", "-f -j -k -l -d -t -w", directories="-C"),
    "meson": _tool(Family.NATIVE, "compile install", "--destdir", "-j --jobs -l --tags", directories="-C"),
    "bazel": _tool(Family.NATIVE, "build", "", "-c --compilation_mode --config --define", style=Style.WORD),
    "bazelisk": _tool(Family.NATIVE, "build", "", "-c --compilation_mode --config --define", style=Style.WORD),
    "scons": _tool(Family.NATIVE, "", "", "-f -j", directories="-C"),
    "xmake": _tool(Family.NATIVE, ""),
    "zig": _tool(Family.NATIVE, "build build-exe cc c++", "-o -p --prefix", "-target -O", style=Style.WORD),
    "just": _tool(
        Family.OTHER, "build release dist compile", "", "-f --justfile", directories="-d --working-directory"
    ),
    "task": _tool(Family.OTHER, "build release dist compile", "", "-t --taskfile", directories="-d --dir"),
    "mage": _tool(Family.GO, "", "", "-w", directories="-d", style=Style.WORD),
    # Others
    "rustc": _tool(
        Family.RUST, None, "-o --out-dir", "-C --crate-type --edition -L -l --target --cfg --emit", otherwise="-V -vV"
    ),
    "wasm-pack": _tool(Family.RUST, "build", "-d --out-dir", "-t --target"),
    "trunk": _tool(Family.RUST, "build", "-d --dist", "--public-url"),
    "maturin": _tool(Family.PYTHON, "build develop", "-o --out", "-m --manifest-path -i --interpreter --target"),
    "setup.py": _tool(
        Family.PYTHON,
        "build install bdist_wheel bdist sdist build_ext develop",
        "-d --dist-dir --prefix --root -b --build-base",
    ),
    "-m build": _tool(Family.PYTHON, None, "-o --outdir", "-C --config-setting"),
    "-m PyInstaller": _tool(Family.PYTHON, None, "--distpath", "-n --name --add-data --hidden-import"),
    "-m nuitka": _tool(Family.PYTHON, None, "--output-dir"),
    "manage.py": _tool(Family.PYTHON, "collectstatic compilemessages compress", "", "--settings -i --ignore"),
    "django-admin": _tool(Family.PYTHON, "collectstatic compilemessages", "", "--settings -i --ignore"),
    "pyinstaller": _tool(Family.PYTHON, None, "--distpath", "-n --name --add-data --hidden-import"),
    "hatch": _tool(Family.PYTHON, "build", "", "-t --target"),
    "flit": _tool(Family.PYTHON, "build install"),
    "pyproject-build": _tool(Family.PYTHON, None, "-o --outdir"),
    "cythonize": _tool(Family.PYTHON),
    "mkdocs": _tool(Family.PYTHON, "build", "-d --site-dir", "-f --config-file"),
    "sphinx-build": _tool(Family.PYTHON, None, "", "-b -c -d -D -j"),
    "javac": _tool(
        Family.JAVA,
        None,
        "-d",
        "-cp -classpath --class-path -sourcepath -source -target --release -encoding -s -h",
        style=Style.WORD,
    ),
    "jar": _tool(
        Family.JAVA,
        None,
        "-f --file",
        "-e --main-class -m --manifest -C",
        otherwise="-t -x --list --extract",
        style=Style.WORD,
    ),
    "ant": _tool(Family.JAVA, "", "", "-f -buildfile -file -lib", style=Style.WORD),
    "sbt": _tool(
        Family.JAVA,
        "assembly dist package stage publishLocal compile docker:stage universal:packageBin",
        style=Style.WORD,
    ),
    "lein": _tool(Family.JAVA, "uberjar jar ring compile"),
    "clojure": _tool(Family.JAVA, None, "", "", needs="-T:build", style=Style.WORD),
    "kotlinc": _tool(Family.JAVA, None, "-d", "-cp -classpath", style=Style.WORD),
    "native-image": _tool(Family.JAVA, None, "-o", "-cp -jar", style=Style.WORD),
    "rake": _tool(Family.RUBY, "assets:precompile build"),
    "rails": _tool(Family.RUBY, "assets:precompile"),
    "jekyll": _tool(Family.RUBY, "build b", "-d --destination", "-s --source --config"),
    "middleman": _tool(Family.RUBY, "build"),
    "nanoc": _tool(Family.RUBY, "compile co"),
    "hugo": _tool(Family.GO, "", "-d --destination", "-b --baseURL -s --source -e --environment --config"),
    "ko": _tool(Family.GO, "build publish"),
    "goreleaser": _tool(Family.GO, "build release"),
    "xcaddy": _tool(Family.GO, "build", "--output", "--with --replace --embed"),
    "packr2": _tool(Family.GO, "build"),
    "ghc": _tool(Family.NATIVE, None, "-o", "-package -odir -hidir", style=Style.WORD),
    "stack": _tool(Family.NATIVE, "build install", "--local-bin-path", "--resolver --flag"),
    "cabal": _tool(Family.NATIVE, "build install v2-build v2-install new-build", "--installdir", "-w --with-compiler"),
    "swift": _tool(
        Family.NATIVE, "build", "--build-path --scratch-path", "-c --configuration --product -Xswiftc", style=Style.WORD
    ),
    "dune": _tool(Family.NATIVE, "build"),
    "nim": _tool(Family.NATIVE, "c compile cpp", style=Style.WORD),
    "nimble": _tool(Family.NATIVE, "build"),
    "shards": _tool(Family.NATIVE, "build"),
    "crystal": _tool(Family.NATIVE, "build", "-o"),
    "rebar3": _tool(Family.ELIXIR, "release compile tar as escriptize"),
    "dart": _tool(Family.OTHER, "compile", "-o --output"),
    "flutter": _tool(Family.OTHER, "build", "-o --output", "--dart-define --target -t"),
}
"""Build tools by name; `-m x` is the module of `python -m x`."""
