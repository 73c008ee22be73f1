// A stage is split from the code lens above it.
'use strict';

const { line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await page.locator('.codelens-decoration a', { hasText: 'split this stage' }).click();
  const preview = page.locator('.bulk-edit-panel');
  await preview.locator('.monaco-list-row', { hasText: /^Dockerfile/ }).locator('.edit-checkbox').click();
  await picture('1-preview');
  await preview.getByText('Apply').click();
  await line(page, 'COPY --from').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  await picture('2-split');
  return null;
};
