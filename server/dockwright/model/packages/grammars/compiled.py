"""Compiled languages: go, cargo, maven, gradle, dotnet, mix."""

from dockwright.model.packages.grammar import Grammar, grammar
from dockwright.model.packages.kinds import Manager, Verb
from dockwright.model.packages.options import Style

_GO = grammar(
    Manager.GO,
    {
        "build": Verb.BUILD,
        "install": Verb.BUILD,
        "get": Verb.INSTALL_PACKAGES,
        "run": Verb.START,
        "test": Verb.TEST,
        "mod download, mod vendor": Verb.DOWNLOAD,
        "mod": Verb.OTHER,
        "clean": Verb.CLEAN_CACHE,
        "env": Verb.CONFIGURE,
    },
    values="-o -ldflags -gcflags -asmflags -gccgoflags -tags -mod -modfile -p -C -pkgdir -toolexec -buildmode "
    "-compiler -installsuffix -overlay -pgo -exec -run -timeout -count -coverprofile -covermode -coverpkg -parallel "
    "-cpu -bench -vet",
    style=Style.GO,
    stops={"run": 2},
)

_CARGO = grammar(
    Manager.CARGO,
    {
        "build|b": Verb.BUILD,
        "rustc": Verb.BUILD,
        "zigbuild": Verb.BUILD,
        "auditable build": Verb.BUILD,
        "install": Verb.INSTALL_PACKAGES,
        "binstall": Verb.INSTALL_PACKAGES,
        "chef cook": Verb.INSTALL_PROJECT,
        "chef": Verb.OTHER,
        "fetch": Verb.DOWNLOAD,
        "vendor": Verb.DOWNLOAD,
        "run|r": Verb.START,
        "test|t": Verb.TEST,
        "add": Verb.INSTALL_PACKAGES,
        "update": Verb.UPGRADE,
        "uninstall|remove|rm": Verb.REMOVE,
        "publish": Verb.PUBLISH,
    },
    values="-p --package --bin --example --test --bench --features -F --target --target-dir --manifest-path "
    "--profile -j --jobs --message-format --color --config -Z --root --git --branch --tag --rev --path --version "
    "--vers --registry --index --recipe-path --exclude --out-dir --artifact-dir --lockfile-path -C",
)

_MAVEN = grammar(
    Manager.MAVEN,
    {
        "package": Verb.BUILD,
        "install": Verb.BUILD,
        "verify": Verb.BUILD,
        "compile": Verb.BUILD,
        "deploy": Verb.BUILD,
        "spring-boot:build-image": Verb.BUILD,
        "dependency:go-offline, dependency:resolve, dependency:resolve-plugins, dependency:copy-dependencies, "
        "dependency:get, de.qaware.maven:go-offline-maven-plugin:resolve-dependencies": Verb.DOWNLOAD,
        "spring-boot:run, exec:java, jetty:run, quarkus:dev": Verb.START,
        "test": Verb.TEST,
        "clean": Verb.OTHER,
    },
    values="-f --file -pl --projects -rf --resume-from -s --settings -gs --global-settings -t --toolchains -gt -T "
    "--threads -P --activate-profiles -D --define -l --log-file -b --builder",
    style=Style.WORD,
    many=True,
)

_GRADLE = grammar(
    Manager.GRADLE,
    {
        "build": Verb.BUILD,
        "assemble": Verb.BUILD,
        "jar": Verb.BUILD,
        "bootJar": Verb.BUILD,
        "bootWar": Verb.BUILD,
        "war": Verb.BUILD,
        "shadowJar": Verb.BUILD,
        "fatJar": Verb.BUILD,
        "buildFatJar": Verb.BUILD,
        "installDist, installBootDist": Verb.BUILD,
        "distTar, distZip": Verb.BUILD,
        "classes, compileJava, compileKotlin": Verb.BUILD,
        "nativeCompile": Verb.BUILD,
        "quarkusBuild": Verb.BUILD,
        "publishToMavenLocal": Verb.BUILD,
        "dependencies, resolveDependencies, downloadDependencies": Verb.DOWNLOAD,
        "bootRun, run": Verb.START,
        "test, check": Verb.TEST,
        "publish": Verb.PUBLISH,
        "clean": Verb.OTHER,
    },
    values="-p --project-dir -b --build-file -c --settings-file -g --gradle-user-home -x --exclude-task -I "
    "--init-script --console --max-workers --include-build --warning-mode -P --project-prop -D --system-prop "
    "--priority -M --dependency-verification --write-verification-metadata --tests --configuration "
    "--project-cache-dir",
    style=Style.WORD,
    many=True,
)

_DOTNET = grammar(
    Manager.DOTNET,
    {
        "restore": Verb.INSTALL_PROJECT,
        "build": Verb.BUILD,
        "publish": Verb.BUILD,
        "pack": Verb.BUILD,
        "msbuild": Verb.BUILD,
        "run, watch": Verb.START,
        "exec": Verb.START,
        "test, vstest": Verb.TEST,
        "tool install": Verb.INSTALL_PACKAGES,
        "tool restore": Verb.OTHER,
        "tool update": Verb.UPGRADE,
        "tool uninstall": Verb.REMOVE,
        "tool run": Verb.EXECUTE,
        "tool": Verb.OTHER,
        "workload install": Verb.INSTALL_PACKAGES,
        "workload": Verb.OTHER,
        "add package": Verb.INSTALL_PACKAGES,
        "add": Verb.OTHER,
        "nuget locals": Verb.CLEAN_CACHE,
        "nuget push": Verb.PUBLISH,
        "nuget": Verb.CONFIGURE,
    },
    values="-c --configuration -o --output -r --runtime -f --framework -v --verbosity -s --source --packages "
    "--configfile --lock-file-path --version --version-suffix --tool-path --add-source -a --arch --os --project "
    "--launch-profile --logger -l --filter --results-directory --settings --root-config-directory --channel "
    "--from-rollback-file --tool-manifest -n --name -p --property --artifacts-path",
    style=Style.COLON,
    literals=True,
    stops={"exec": 2},
)

_MIX = grammar(
    Manager.MIX,
    {
        "deps.get": Verb.INSTALL_PROJECT,
        "deps.compile": Verb.BUILD,
        "deps.update": Verb.UPGRADE,
        "compile": Verb.BUILD,
        "release": Verb.BUILD,
        "escript.build": Verb.BUILD,
        "phx.digest, assets.deploy, assets.build": Verb.BUILD,
        "local.hex, local.rebar, archive.install, escript.install": Verb.INSTALL_PACKAGES,
        "phx.server, run": Verb.START,
        "test": Verb.TEST,
        "do, +": Verb.OTHER,
    },
    values="--only --env --target --path --sparse --sha512 --repo --overwrite-path",
    style=Style.WORD,
    many=True,
)

COMPILED: dict[str, Grammar] = {
    "go": _GO,
    "xx-go": _GO,
    "cargo": _CARGO,
    "xx-cargo": _CARGO,
    "mvn": _MAVEN,
    "mvnw": _MAVEN,
    "mvnd": _MAVEN,
    "gradle": _GRADLE,
    "gradlew": _GRADLE,
    "dotnet": _DOTNET,
    "mix": _MIX,
}
"""Grammars by the program's name."""
