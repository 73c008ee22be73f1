// Completion, renaming and formatting.
'use strict';

const { command, goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  const offered = async () => {
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
  };
  await goTo(page, 17, 1);
  await page.keyboard.type('FROM node:');
  const tags = await offered();
  await picture('1-tags');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('COPY --from=');
  const stages = await offered();
  await picture('2-stages');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' ');
  await page.keyboard.press('Escape');
  await picture('3-typed');
  await page.keyboard.press('Control+z');

  await goTo(page, 8, 6);
  await page.keyboard.press('F2');
  await page.locator('.rename-box input').fill('modules');
  await picture('4-rename');
  await page.keyboard.press('Enter');
  await line(page, /FROM.modules/).waitFor();
  await picture('5-renamed');

  await goTo(page, 4, 1);
  await page.keyboard.type('   ');
  await command(page, 'Format Document');
  await page.locator('.view-line', { hasText: /^WORKDIR/ }).first().waitFor();
  await picture('6-formatted');
  return { tags, stages };
};
