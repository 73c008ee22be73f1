"""Node.js and its kin: npm, yarn, pnpm, bun, npx, corepack, deno."""

from dockwright.model.packages.grammar import Grammar, grammar
from dockwright.model.packages.kinds import Manager, Verb

_NPM = grammar(
    Manager.NPM,
    {
        "install|i|add|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall": Verb.INSTALL_PACKAGES,
        "ci|clean-install|ic|install-clean|isntall-clean": Verb.INSTALL_PROJECT,
        "install-test|it": Verb.INSTALL_PACKAGES,
        "install-ci-test|cit|clean-install-test|sit": Verb.INSTALL_PROJECT,
        "run|run-script|rum|urn": Verb.RUN_SCRIPT,
        "start": Verb.START,
        "test|t|tst": Verb.TEST,
        "exec|x": Verb.EXECUTE,
        "update|up|upgrade|udpate": Verb.UPGRADE,
        "uninstall|un|unlink|remove|rm|r": Verb.REMOVE,
        "prune": Verb.PRUNE,
        "publish": Verb.PUBLISH,
        "cache clean|cache clear|cache rm": Verb.CLEAN_CACHE,
        "cache": Verb.OTHER,
        "config|c|set|get": Verb.CONFIGURE,
    },
    values="--omit --include --only --also --prefix -C -w --workspace --registry --loglevel --cache --userconfig "
    "--globalconfig --tag --save-prefix --fetch-retries --fetch-retry-factor --fetch-retry-mintimeout "
    "--fetch-retry-maxtimeout --fetch-timeout --maxsockets --location --install-strategy --script-shell "
    "--node-options --before --otp --access --scope --cpu --os --libc --https-proxy --proxy --noproxy --cafile --ca "
    "--cert --key --audit-level --lockfile-version --user-agent --depth --target --arch --target_arch --python "
    "--jobs --message -m",
    words="-ws -iwr -dd -ddd",
    literals=True,
    projects="install install-test",
    stops={"exec": 2, "x": 2},
)

_YARN = grammar(
    Manager.YARN,
    {
        "install": Verb.INSTALL_PROJECT,
        "workspaces focus": Verb.INSTALL_PROJECT,
        "add": Verb.INSTALL_PACKAGES,
        "run": Verb.RUN_SCRIPT,
        "workspaces run, workspaces foreach run": Verb.RUN_SCRIPT,
        "workspaces": Verb.OTHER,
        "exec": Verb.EXECUTE,
        "dlx": Verb.EXECUTE,
        "start": Verb.START,
        "test": Verb.TEST,
        "up|upgrade|upgrade-interactive": Verb.UPGRADE,
        "remove": Verb.REMOVE,
        "cache clean|cache clear": Verb.CLEAN_CACHE,
        "cache": Verb.OTHER,
        "autoclean": Verb.OTHER,
        "publish, npm publish": Verb.PUBLISH,
        "npm": Verb.OTHER,
        "config, set, policies, plugin": Verb.CONFIGURE,
        "audit, bin, check, constraints, create, dedupe, explain, help, import, info, init, licenses, link, list, "
        "login, logout, outdated, owner, pack, patch, patch-commit, rebuild, search, stage, tag, team, unlink, unplug, "
        "version, versions, why": Verb.OTHER,
    },
    values="--cwd --modules-folder --cache-folder --registry --network-timeout --network-concurrency --mutex "
    "--preferred-cache-folder --global-folder --link-folder --prefix --use-yarnrc --proxy --https-proxy --otp "
    "--access --tag --pattern --mode --from --include --exclude --jobs -j --loglevel --child-concurrency",
    literals=True,
    bare=Verb.INSTALL_PROJECT,
    unknown=Verb.RUN_SCRIPT,
    prefixes={"global": 0, "workspace": 1},
    stops={"run": 2, "exec": 2, "dlx": 2, "start": 1, "test": 1},
    stop_unknown=1,
)

_PNPM = grammar(
    Manager.PNPM,
    {
        "install|i": Verb.INSTALL_PACKAGES,
        "ci|clean-install|ic|install-clean": Verb.INSTALL_PROJECT,
        "install-test|it": Verb.INSTALL_PACKAGES,
        "add": Verb.INSTALL_PACKAGES,
        "fetch": Verb.DOWNLOAD,
        "run|run-script": Verb.RUN_SCRIPT,
        "start": Verb.START,
        "test|t|tst": Verb.TEST,
        "exec": Verb.EXECUTE,
        "dlx": Verb.EXECUTE,
        "update|up|upgrade": Verb.UPGRADE,
        "remove|rm|uninstall|un": Verb.REMOVE,
        "prune": Verb.PRUNE,
        "store prune, cache delete": Verb.CLEAN_CACHE,
        "store, cache": Verb.OTHER,
        "publish": Verb.PUBLISH,
        "config|c|set|get": Verb.CONFIGURE,
        "approve-builds, audit, bin, create, dedupe, deploy, doctor, env, ignored-builds, import, info, init, "
        "licenses, link, list, ll, ln, la, ls, outdated, pack, patch, patch-commit, patch-remove, rb, rebuild, root, "
        "runtime, self-update, server, setup, unlink, version, why": Verb.OTHER,
    },
    values="--dir -C --filter -F --filter-prod --store-dir --virtual-store-dir --modules-dir --registry --reporter "
    "--loglevel --network-concurrency --child-concurrency --workspace-concurrency --changed-files-ignore-pattern "
    "--test-pattern --prefix --lockfile-dir --package-import-method --node-linker --hoist-pattern "
    "--public-hoist-pattern --resume-from --state-dir --cache-dir --allow-build --tag --otp --access --package --cpu "
    "--os --libc --depth",
    literals=True,
    unknown=Verb.RUN_SCRIPT,
    projects="install install-test",
    prefixes={"recursive": 0, "multi": 0, "m": 0},
    stops={"run": 2, "run-script": 2, "exec": 2, "dlx": 2, "start": 1, "test": 1},
    stop_unknown=1,
)

_BUN = grammar(
    Manager.BUN,
    {
        "install|i": Verb.INSTALL_PACKAGES,
        "ci": Verb.INSTALL_PROJECT,
        "add|a": Verb.INSTALL_PACKAGES,
        "run": Verb.RUN_SCRIPT,
        "x": Verb.EXECUTE,
        "build": Verb.BUILD,
        "test": Verb.TEST,
        "update": Verb.UPGRADE,
        "remove|rm": Verb.REMOVE,
        "pm cache rm": Verb.CLEAN_CACHE,
        "pm": Verb.OTHER,
        "publish": Verb.PUBLISH,
        "audit, completions, create, c, help, info, init, link, outdated, patch, patch-commit, repl": Verb.OTHER,
        "unlink, upgrade, why": Verb.OTHER,
    },
    values="--cwd --config -c --registry --cache-dir --backend --filter -F --omit --outdir --outfile --target "
    "--entry-naming --chunk-naming --asset-naming --define -d --loader -l --external -e --format --root "
    "--public-path --port --preload -r --env-file --concurrent-scripts --network-concurrency --linker --cpu --os "
    "--packages --conditions --tsconfig-override --banner --footer --jsx-runtime --compile-exec-argv",
    unknown=Verb.RUN_SCRIPT,
    projects="install",
    stops={"run": 2, "x": 2},
    stop_unknown=1,
)

_NPX = grammar(
    Manager.NPX,
    {},
    values="-p --package -c --call -w --workspace --registry --cache --userconfig --shell --script-shell",
    unknown=Verb.EXECUTE,
    stop_unknown=1,
)

_COREPACK = grammar(
    Manager.COREPACK,
    {
        "enable": Verb.CONFIGURE,
        "disable": Verb.CONFIGURE,
        "install, hydrate, up, use, prepare": Verb.DOWNLOAD,
        "cache clean|cache clear": Verb.CLEAN_CACHE,
    },
    values="--install-directory -o --output",
)

_DENO = grammar(
    Manager.DENO,
    {
        "install|i": Verb.INSTALL_PACKAGES,
        "add": Verb.INSTALL_PACKAGES,
        "cache": Verb.DOWNLOAD,
        "compile": Verb.BUILD,
        "bundle": Verb.BUILD,
        "run, serve": Verb.START,
        "task": Verb.RUN_SCRIPT,
        "test": Verb.TEST,
        "remove|uninstall|rm": Verb.REMOVE,
        "outdated, update": Verb.UPGRADE,
        "clean": Verb.CLEAN_CACHE,
        "publish": Verb.PUBLISH,
    },
    values="--config -c --import-map --lock -L --log-level --target --output -o --name -n --root --location --cert "
    "--port --host --icon --preload --cwd",
    projects="install",
    stops={"run": 2, "serve": 2, "task": 2},
)

NODE: dict[str, Grammar] = {
    "npm": _NPM,
    "yarn": _YARN,
    "yarnpkg": _YARN,
    "pnpm": _PNPM,
    "bun": _BUN,
    "npx": _NPX,
    "pnpx": _NPX,
    "pnx": _NPX,
    "bunx": _NPX,
    "corepack": _COREPACK,
    "deno": _DENO,
}
"""Grammars by the program's name."""
