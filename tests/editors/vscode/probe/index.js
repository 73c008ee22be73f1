// Runs in VS Code's extension host, beside the installed Dockwright: repairs a Dockerfile as a user does, by VS Code's API.
'use strict';

const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

const PATIENCE_MS = 45_000;
const ROUNDS = 12;
const steps = JSON.parse(process.env.DOCKWRIGHT_STEPS);
const naive = JSON.parse(process.env.DOCKWRIGHT_NAIVE);
let file = vscode.Uri.file(process.env.DOCKWRIGHT_FILE);

/** Waits until `get` has a value, asking again at each of `events`; fails with `what` was waited for. */
function until(what, events, get) {
  return new Promise((resolve, reject) => {
    const subscriptions = [];
    const finish = (settle, value) => {
      clearTimeout(timer);
      subscriptions.forEach((each) => each.dispose());
      settle(value);
    };
    const timer = setTimeout(() => finish(reject, new Error(`timed out: ${what}; ${seen()}`)), PATIENCE_MS);
    const ask = () => {
      const value = get();
      if (value) {
        finish(resolve, value);
      }
    };
    subscriptions.push(...events.map((event) => event(ask)));
    ask();
  });
}

function findings() {
  return vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'dockwright');
}

function ofRule(rule) {
  return findings().find(({ code }) => (code?.value ?? code) === rule);
}

function seen() {
  return JSON.stringify(findings().map(({ code, message, range }) => [code?.value ?? code, range, message]));
}

const finding = (rule) => until(`a finding of ${rule}`, [vscode.languages.onDidChangeDiagnostics], () => ofRule(rule));
const noFinding = (rule) => until(`no ${rule}`, [vscode.languages.onDidChangeDiagnostics], () => !ofRule(rule));

/** The quick fixes for a finding, with their edits. */
function quickFixes({ range }) {
  // The number asks for that many actions to be resolved: edits are made when an action is chosen.
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', file, range, 'quickfix', 20);
}

/** Applies the quick fix for a finding that has `title` in its name. */
async function repair(found, title) {
  const actions = await quickFixes(found);
  const action = actions.find((each) => each.title.includes(title));
  assert.ok(action, `no ${title} in ${JSON.stringify(actions.map((each) => each.title))}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

/** Saves each document; `vscode.workspace.saveAll` leaves out one that an edit has just created. */
async function saveAll() {
  const changed = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  const saved = await Promise.all(changed.map((document) => document.save()));
  assert.ok(saved.every(Boolean));
}

/** Another version of the language is for a person to decide. */
const LASTING = 'end-of-life-base-image';
const nameOf = ({ code }) => code?.value ?? code;

const warnings = () =>
  findings().filter((each) => each.severity <= vscode.DiagnosticSeverity.Warning && nameOf(each) !== LASTING);

/** Applies the first quick fix that is offered for a warning, and saves; false if there is no warning. */
async function repairSomething() {
  for (const warning of warnings()) {
    // The version to use instead ("Use 26") is offered at the same place.
    const action = (await quickFixes(warning)).find(({ title }) => !/^(Ignore|Explain) |^Use [\d.]+$/.test(title));
    if (action) {
      const before = seen();
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      await saveAll();
      await until(`findings after ${action.title}`, [vscode.languages.onDidChangeDiagnostics], () => seen() !== before);
      return true;
    }
  }
  assert.deepEqual(warnings(), []);
  return false;
}

/** Repairs a Dockerfile until no warning is left. */
async function repairsEverything(path) {
  file = vscode.Uri.file(path);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  await until('warnings', [vscode.languages.onDidChangeDiagnostics], () => warnings().length > 0);
  for (let round = 1; await repairSomething(); round += 1) {
    assert.ok(round < ROUNDS, `still warned after ${round} repairs: ${seen()}`);
  }
}

async function hoverAt({ range }) {
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', file, range.start);
  return hovers.flatMap((hover) => hover.contents.map((content) => content.value)).join('\n');
}

/** What every editor is made to do. */
async function repairs(document) {
  const report = { hovers: {}, texts: {} };
  for (const { rule, title } of steps) {
    const found = await finding(rule);
    report.texts[rule] = document.getText(found.range);
    report.hovers[rule] = await hoverAt(found);
    await repair(found, title);
    await noFinding(rule);
  }
  assert.ok(await document.save());
  return report;
}

/** A page is shown as a preview of Markdown. */
async function explains(rule) {
  await vscode.commands.executeCommand('dockwright.explainRule', rule);
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`dockwright-rule:${rule}.md`));
  assert.equal(page.languageId, 'markdown');
  assert.match(page.getText(), new RegExp(`\\b${rule}\\b`));
  const isPreview = ({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(rule);
  await until('the preview', [vscode.window.tabGroups.onDidChangeTabs], () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(isPreview)),
  );
}

/** All that is safe is repaired by one command, and undone again. */
async function fixesAll(document) {
  const before = document.getText();
  await vscode.window.showTextDocument(document);
  await finding('maintainer');
  await vscode.commands.executeCommand('dockwright.fixAll');
  await noFinding('maintainer');
  await vscode.commands.executeCommand('undo');
  assert.equal(document.getText(), before);
}

/** Findings go with the server and come back with the next one; one that cannot be started does no harm. */
async function restarts(rule) {
  await vscode.commands.executeCommand('dockwright.restart');
  await finding(rule);
  const settings = vscode.workspace.getConfiguration('dockwright');
  const interpreter = settings.inspect('interpreter').globalValue;
  await settings.update('interpreter', ['/no/such/python'], vscode.ConfigurationTarget.Global);
  await noFinding(rule);
  await settings.update('interpreter', interpreter, vscode.ConfigurationTarget.Global);
  await finding(rule);
}

/** A setting counts at once. */
async function obeysSettings(rule) {
  const settings = vscode.workspace.getConfiguration('dockwright');
  await settings.update('ignore', [rule], vscode.ConfigurationTarget.Global);
  await noFinding(rule);
  await settings.update('ignore', undefined, vscode.ConfigurationTarget.Global);
  await finding(rule);
}

exports.run = async () => {
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  assert.equal(document.languageId, 'dockerfile');
  await fixesAll(document);
  await restarts('maintainer');
  await obeysSettings('maintainer');
  const report = await repairs(document);
  await explains('maintainer');
  for (const path of naive) {
    await repairsEverything(path);
  }
  writeFileSync(process.env.DOCKWRIGHT_REPORT, JSON.stringify(report));
};
