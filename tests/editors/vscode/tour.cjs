// One feature group by mouse and keyboard in VS Code, with pictures of it.
// Usage: tour.cjs ADDRESS FOLDER PICTURES FILE GROUP, with `playwright-core` in NODE_PATH; prints what was seen as JSON.
'use strict';

const { openPage } = require('./page.cjs');
const { openFile } = require('./editor.cjs');

async function main([address, folder, pictures, file, group]) {
  const { browser, page } = await openPage();
  const picture = (name, clip) => page.screenshot({ clip, path: `${pictures}/${name}.png` });
  try {
    await openFile(page, `http://${address}/?folder=${folder}`, file);
    await picture('0-opened');
    console.log(JSON.stringify(await require(`./tour/${group}.cjs`)(page, picture)));
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
