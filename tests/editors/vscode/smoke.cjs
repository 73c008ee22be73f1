// A user's way through VS Code, by mouse and keyboard: sees a squiggle, chooses the quick fix, saves. Takes pictures of it.
// Usage: smoke.cjs ADDRESS FOLDER PICTURES, with `playwright-core` in NODE_PATH.
'use strict';

const { openPage } = require('./page.cjs');

const PATIENCE_MS = 45_000;
const [step] = JSON.parse(process.env.DOCKWRIGHT_STEPS);

async function main([address, folder, pictures]) {
  const { browser, page } = await openPage();
  const picture = (name) => page.screenshot({ path: `${pictures}/${name}.png` });
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    await page.goto(`http://${address}/?folder=${folder}`, { waitUntil: 'domcontentloaded' });
    await page.getByRole('treeitem', { name: /Dockerfile/ }).dblclick();
    const line = page.locator('.view-line', { hasText: step.text });
    await line.waitFor();
    await page.locator('.squiggly-warning').first().waitFor();
    await picture('1-squiggles');

    await line.click({ position: { x: 20, y: 8 } });
    // The light bulb shows that the quick fixes for this very place have come.
    await page.locator('[class*="lightbulb"]').first().waitFor();
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget').getByText(step.title).first();
    await fix.waitFor();
    await picture('2-quick-fixes');

    await fix.click();
    await line.waitFor({ state: 'detached' });
    await picture('3-applied');

    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await picture('4-saved');
  } catch (error) {
    await picture('failed');
    throw error;
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
