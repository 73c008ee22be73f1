// Opens VS Code in a browser so that its extension host runs the test of an extension, and exits as that does.
// Usage: extension_host.cjs ADDRESS FOLDER EXTENSION PICTURES, with `playwright-core` in NODE_PATH.
'use strict';

const { openPage } = require('./page.cjs');

async function main([address, folder, extension, pictures]) {
  const remote = (path) => `vscode-remote://${address}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(`${extension}/index.js`)],
    ['skipWelcome', 'true'],
  ];
  const { browser, page } = await openPage();
  const code = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type, values) => console.log(type, ...values));
  await page.goto(`http://${address}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  process.exitCode = await code;
  if (process.exitCode !== 0) {
    await page.screenshot({ path: `${pictures}/failed.png` });
  }
  await browser.close();
}

void main(process.argv.slice(2));
