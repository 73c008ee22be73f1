// Completion, renaming and formatting.
'use strict';

const { command, goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  const offered = async () => {
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label').split(',')[0]));
  };
  await goTo(page, 17, 1);
  await page.keyboard.type('FROM node:22-s');
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: '22-slim' }).waitFor();
  const tags = await offered();
  await picture('1-tags');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('COPY --from=');
  const stages = await offered();
  await picture('2-stages');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'build' }).first().click();
  await page.keyboard.type(' /app/dist /dist');
  await page.keyboard.press('Escape');
  await picture('3-typed');

  await goTo(page, 8, 6);
  await page.keyboard.press('F2');
  await page.locator('.rename-box input').fill('modules');
  await picture('4-rename');
  await page.keyboard.press('Enter');
  await line(page, /FROM.modules/).waitFor();

  await goTo(page, 4, 1);
  await page.keyboard.type('   ');
  await line(page, /^\s+WORKDIR/).waitFor();
  await command(page, 'Format Document');
  await line(page, /^\s+WORKDIR/).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+s');
  await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  await picture('5-formatted');
  return { stages, tags };
};
