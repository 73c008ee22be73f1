// The stages as a graph.
'use strict';

const { command } = require('../editor.cjs');

module.exports = async (page, picture) => {
  await command(page, 'Dockwright: Show the Stages as a Graph');
  const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
  await panel.locator('svg .node').first().waitFor();
  await picture('1-graph');
  return panel.locator('svg .nodeLabel').allInnerTexts();
};
