// A stage that is split by its code lens, and the whole file made ready with a preview of what changes.
'use strict';

const { command, goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await picture('0-start');
  await page.locator('.codelens-decoration a', { hasText: 'split this stage' }).click();
  await line(page, 'COPY --from').or(page.locator('.refactor-preview, .bulk-edit-panel')).first().waitFor();
  await picture('1-split');
  await goTo(page, 1, 1);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .action').first().waitFor();
  await picture('2-actions');
  const actions = await page.locator('.action-widget .monaco-list-row').allInnerTexts();
  return { actions };
};
