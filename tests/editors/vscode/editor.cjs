// What a person does in the editor, and what they see there.
'use strict';

const PATIENCE_MS = 45_000;

/** The Dockerfile of the folder that is opened at `url`, once its findings are there. */
exports.openDockerfile = async (page, url) => {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.getByRole('treeitem', { name: /^Dockerfile/ }).dblclick();
  await page.locator('.monaco-editor .view-line', { hasText: 'FROM' }).first().waitFor();
  await page.locator('[class*="squiggly-"]').first().waitFor();
};

/** A line of the editor that has `text`; blanks are shown as no-break ones. */
exports.line = (page, text) => page.locator('.monaco-editor .view-line', { hasText: text }).first();

/** Puts the cursor at `line` and `column`, both from 1. */
exports.goTo = async (page, line, column) => {
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input');
  await input.fill(`:${line}:${column}`);
  await input.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
};

/** Runs a command by its name in the palette. */
exports.command = async (page, name) => {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${name}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
};
