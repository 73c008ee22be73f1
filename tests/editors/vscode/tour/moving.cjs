// Definition, and references from a code lens.
'use strict';

const { goTo } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await goTo(page, 14, 14);
  await page.keyboard.press('F12');
  const place = page.locator('.statusbar-item', { hasText: 'Ln 3,' });
  await place.waitFor();
  await picture('1-definition');
  const found = await place.innerText();
  await page.locator('.codelens-decoration a', { hasText: 'used by 2' }).click();
  const rows = page.locator('.reference-zone-widget .monaco-list-row');
  await rows.nth(2).waitFor();
  await picture('2-references');
  return { found, uses: (await rows.allInnerTexts()).slice(1) };
};
