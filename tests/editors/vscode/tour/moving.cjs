// Definition, references by a code lens, symbols.
'use strict';

const { goTo } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await goTo(page, 14, 14);
  await page.keyboard.press('F12');
  await page.locator('.statusbar-item', { hasText: 'Ln 3,' }).waitFor();
  await picture('1-definition');
  await page.locator('.codelens-decoration a', { hasText: 'used by 2' }).click();
  await page.locator('.reference-zone-widget .monaco-list-row').first().waitFor();
  await picture('2-references');
  const uses = await page.locator('.reference-zone-widget .monaco-list-row').allInnerTexts();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+o');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await picture('3-symbols');
  return { uses };
};
