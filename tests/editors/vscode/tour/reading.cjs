// Hover, outline, inlay hints, code lenses and colours.
'use strict';

const { command, goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await page.locator('.codelens-decoration', { hasText: 'final image' }).waitFor();
  const hints = line(page, 'RUN npm run build').locator('span > span', { hasText: 're-runs on every source edit' });
  await hints.waitFor();
  await picture('1-hints-and-lenses');
  const lenses = await page.locator('.codelens-decoration').allInnerTexts();
  const colours = await line(page, 'RUN npm run build')
    .locator('span > span')
    .evaluateAll((spans) => spans.map((span) => [span.textContent.replace(/\s+/g, ' ').trim(), getComputedStyle(span).color]));

  await goTo(page, 8, 6);
  await command(page, 'Show or Focus Hover');
  const hover = page.locator('.monaco-hover:visible').first();
  await hover.locator('.hover-row').first().waitFor();
  await picture('2-hover');
  const explained = (await hover.innerText()).split('\n').filter(Boolean);
  await page.keyboard.press('Escape');

  // The tree of files makes room for the outline.
  await page.locator('.explorer-folders-view').waitFor();
  await page.locator('.pane-header', { hasText: 'app' }).first().click();
  await command(page, 'Explorer: Focus on Outline View');
  const rows = page.locator('.outline-tree .monaco-list-row');
  await rows.filter({ hasText: 'CMD' }).waitFor();
  await picture('3-outline');
  return { colours: Object.fromEntries(colours), explained, lenses, outline: await rows.locator('.label-name').allInnerTexts() };
};
