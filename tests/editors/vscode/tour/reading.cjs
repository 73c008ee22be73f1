// Hover, outline, inlay hints, code lenses and colours.
'use strict';

const { command, goTo, line } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await page.locator('.codelens-decoration').first().waitFor();
  await picture('1-hints-and-lenses');
  const lenses = await page.locator('.codelens-decoration').allInnerTexts();
  const colours = await line(page, 'RUN npm run build').locator('span > span').evaluateAll((spans) =>
    spans.map((span) => [span.textContent, getComputedStyle(span).color]));

  await goTo(page, 6, 6);
  await command(page, 'Show or Focus Hover');
  await page.locator('.monaco-hover:visible .hover-row').first().waitFor();
  await picture('2-hover');
  const hover = await page.locator('.monaco-hover:visible').first().innerText();

  await command(page, 'Explorer: Focus on Outline View');
  await page.locator('.outline-tree .monaco-list-row').first().waitFor();
  await picture('3-outline');
  const outline = await page.locator('.outline-tree .monaco-list-row').allInnerTexts();
  return { lenses, colours, hover, outline };
};
