// A page of a browser without a screen.
'use strict';

const { chromium } = require('playwright-core');

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

exports.openPage = async () => {
  const browser = await chromium.launch({ args: SWITCHES, executablePath: process.env.CHROMIUM });
  const context = await browser.newContext({ viewport: { height: 800, width: 1280 } });
  return { browser, page: await context.newPage() };
};
