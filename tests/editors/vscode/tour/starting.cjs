// A file that is no Dockerfile starts the server.
'use strict';

module.exports = async (page) => {
  await page.keyboard.press('Control+Shift+m');
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'dockwright' }).first().waitFor();
  return page.locator('.markers-panel .monaco-list-row .marker-code').allInnerTexts();
};
