// The stages as a graph, drawn anew in the same panel.
'use strict';

const { command } = require('../editor.cjs');

const NAME = 'Dockwright: Show the Stages as a Graph';

module.exports = async (page, picture) => {
  await command(page, NAME);
  const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
  await panel.locator('svg .node').first().waitFor();
  await picture('1-graph', { x: 352, y: 36, width: 924, height: 440 });
  const labels = await panel.locator('svg .nodeLabel').allInnerTexts();
  const arrows = await panel.locator('svg .edgeLabel').allInnerTexts();
  await command(page, NAME);
  await panel.locator('svg .node').first().waitFor();
  const panels = await page.locator('.tab', { hasText: 'Stages' }).count();
  return { arrows: arrows.filter(Boolean), labels, panels };
};
