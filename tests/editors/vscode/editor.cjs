// What a person does in the editor, and what they see there.
'use strict';

const PATIENCE_MS = 45_000;

/** Opens the folder at `url`, and `name` in it, which nothing has been opened before; waits for its findings. */
exports.openFile = async (page, url, name) => {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.getByRole('treeitem', { name: /package\.json/ }).waitFor();
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('[class*="squiggly-"]').first().waitFor();
};

/** A line of the editor that has `text`. */
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
