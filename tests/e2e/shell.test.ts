import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstDesk, launchApp, launchChromium } from './launch.ts';

/** Runs in the page and in the vault. Nothing listens there; a policy must refuse it first. */
const reach = (): Promise<string> =>
  fetch('http://127.0.0.1:9/').then(
    () => 'reached',
    () => 'refused',
  );

let userDataDir = '';

beforeEach(async () => {
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-e2e-'));
});

afterEach(() => rm(userDataDir, { recursive: true, force: true }));

test('the packaged app opens one window of ours, with its vault in a Worker', async () => {
  const app = await launchApp({ userDataDir });
  try {
    const { page, vault } = await firstDesk(app);
    expect(new URL(page.url()).host).toBe('desk');
    expect(new URL(vault.url()).pathname).toMatch(/^\/vault\//);
    expect(app.windows()).toHaveLength(1);
  } finally {
    await app.close();
  }
});

test('neither the page nor the vault can reach the network', async () => {
  const app = await launchApp({ userDataDir });
  try {
    const { page, vault } = await firstDesk(app);
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    expect(await page.evaluate(reach)).toBe('refused');
    expect(await vault.evaluate(reach)).toBe('refused');
    await expect
      .poll(() => refused.filter((text) => text.includes('connect-src')).length)
      .toBeGreaterThan(0);
  } finally {
    await app.close();
  }
});

test('a browser for the visitor is there', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Beistand</h1>');
    expect(await page.textContent('h1')).toBe('Beistand');
  } finally {
    await browser.close();
  }
});
