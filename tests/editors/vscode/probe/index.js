// Runs in VS Code's extension host, beside the installed Dockwright: repairs a Dockerfile as a user does, by VS Code's API.
'use strict';

const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

const PATIENCE_MS = 20_000;
const file = vscode.Uri.file(process.env.DOCKWRIGHT_FILE);
const steps = JSON.parse(process.env.DOCKWRIGHT_STEPS);

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
  return JSON.stringify(findings().map(({ code, message }) => [code?.value ?? code, message]));
}

const finding = (rule) => until(`a finding of ${rule}`, [vscode.languages.onDidChangeDiagnostics], () => ofRule(rule));
const noFinding = (rule) => until(`no ${rule}`, [vscode.languages.onDidChangeDiagnostics], () => !ofRule(rule));

/** Applies the quick fix for a finding that has `title` in its name. */
async function repair({ range }, title) {
  // The number asks for that many actions to be resolved: their edits are made when they are chosen.
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', file, range, 'quickfix', 20);
  const action = actions.find((each) => each.title.includes(title));
  assert.ok(action, `no ${title} in ${JSON.stringify(actions.map((each) => each.title))}`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

async function hoverAt({ range }) {
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', file, range.start);
  return hovers.flatMap((hover) => hover.contents.map((content) => content.value)).join('\n');
}

/** The last rule is repaired by the command, the others one by one. */
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
  writeFileSync(process.env.DOCKWRIGHT_REPORT, JSON.stringify(report));
};
