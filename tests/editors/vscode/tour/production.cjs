'use strict';

const { goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await goTo(page, 1, 1);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').getByText('production-ready').click();
  const preview = page.locator('.bulk-edit-panel');
  await preview.locator('.monaco-list-row').first().waitFor();
  await picture('1-preview');
  await preview.locator('.monaco-list-row').nth(1).hover();
  await page.waitForTimeout(1500);
  await picture('2-hovered');
  const rows = await preview.locator('.monaco-list-row').evaluateAll((all) => all.map((row) => [row.innerText, row.getAttribute('aria-label')]));
  await preview.locator('.monaco-list-row').first().locator('.monaco-checkbox, input, .edit-checkbox').first().click();
  await picture('3-ticked');
  await preview.getByText('Apply').click();
  await line(page, 'COPY --from').waitFor();
  await picture('4-applied');
  return rows;
};
