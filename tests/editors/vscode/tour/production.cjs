// The whole file made ready: what changes is shown before, with what to check.
'use strict';

const { goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await goTo(page, 1, 8);
  await page.keyboard.press('Control+.');
  const action = page.locator('.action-widget').getByText('Make this Dockerfile production-ready');
  await action.waitFor();
  await picture('0-offered', { x: 352, y: 36, width: 640, height: 300 });
  await action.click();
  const preview = page.locator('.bulk-edit-panel');
  const rows = preview.locator('.monaco-list-row');
  await rows.filter({ hasText: 'AS builder' }).waitFor();
  // What needs a look is not ticked; the note is what the mouse shows over a change.
  await rows.nth(1).hover();
  const note = await page.locator('.monaco-hover:visible', { hasText: 'check that' }).innerText();
  await picture('1-preview');
  for (const file of ['.dockerignore', 'Dockerfile']) {
    await rows.filter({ hasText: new RegExp(`^${file}`) }).locator('.edit-checkbox').click();
  }
  await picture('2-ticked');
  await preview.getByText('Apply').click();
  await line(page, 'COPY --from').waitFor();
  await picture('3-applied');
  await page.keyboard.press('Control+s');
  await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  return { note: note.split('\n').filter(Boolean) };
};
