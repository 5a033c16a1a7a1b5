// The walls around main: what leads outside, what app:// serves, who is answered (notes: S16, S17, S24).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstDesk, launchApp } from './launch.ts';
import { ask, askAnything, takePort } from './main-door.ts';

let userDataDir: string;
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-walls-'));
  app = await launchApp({ userDataDir });
  ({ page } = await firstDesk(app));
}, 60_000);

afterAll(async () => {
  await app.close();
  await rm(userDataDir, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a link to the web', () => {
  const opened = (answer: number): Promise<void> =>
    app.evaluate(({ dialog, shell }, response) => {
      const seen = globalThis as unknown as { asked: string[]; opened: string[] };
      Object.assign(seen, { asked: [], opened: [] });
      dialog.showMessageBox = (async (_window: unknown, options: { message: string }) => {
        seen.asked.push(options.message);
        return { response, checkboxChecked: false };
      }) as unknown as typeof dialog.showMessageBox;
      shell.openExternal = async (address) => void seen.opened.push(address);
    }, answer);
  const seen = (): Promise<{ readonly asked: string[]; readonly opened: string[] }> =>
    app.evaluate(() => {
      const { asked, opened: all } = globalThis as unknown as { asked: string[]; opened: string[] };
      return { asked, opened: all };
    });

  test('opens outside only after a question that names the host', async () => {
    await opened(1);
    await page.evaluate(() => void window.open('https://www.example.org/path?q=1'));
    await expect
      .poll(async () => (await seen()).asked)
      .toEqual([expect.stringContaining('www.example.org')]);
    expect((await seen()).opened).toEqual([]);
    await opened(0);
    await page.evaluate(() => void window.open('https://www.example.org/path?q=1'));
    await expect
      .poll(async () => (await seen()).opened)
      .toEqual(['https://www.example.org/path?q=1']);
  });

  test('is not even asked about when it is not https', async () => {
    await opened(0);
    for (const address of [
      'http://example.org/',
      'file:///etc/passwd',
      'smb://a/b',
      'https://u:p@example.org/',
      'ms-msdt:/x',
    ]) {
      await page.evaluate((to) => void window.open(to), address);
    }
    await pause(200);
    expect(await seen()).toEqual({ asked: [], opened: [] });
  });
});

describe('app://', () => {
  const statusOf = (address: string, method = 'GET'): Promise<number | string> =>
    app.evaluate(
      async ({ session }, [url, how]) =>
        session.defaultSession.fetch(url, { method: how }).then(
          ({ status }) => status,
          () => 'refused',
        ),
      [address, method] as const,
    );

  test('serves the page with a nonce used once', async () => {
    const nonces = await app.evaluate(async ({ session }) => {
      const page1 = await session.defaultSession.fetch('app://desk/index.html');
      const page2 = await session.defaultSession.fetch('app://desk/');
      const csp = [page1, page2].map(({ headers }) => headers.get('content-security-policy') ?? '');
      const used = csp.map((text) => /'nonce-([^']+)'/.exec(text)?.[1] ?? '');
      return {
        used,
        inPage: (await page1.text()).includes(used[0] ?? '-'),
        left: (await page2.text()).includes('__CSP'),
      };
    });
    expect(nonces.inPage).toBe(true);
    expect(nonces.left).toBe(false);
    expect(nonces.used[0]).toMatch(/^[\w+/]{22}==$/);
    expect(nonces.used[0]).not.toBe(nonces.used[1]);
  });

  test.each([
    'app://desk/../main.cjs',
    'app://desk/%2e%2e/%2e%2e/build/main.cjs',
    'app://desk/..%2f..%2fbuild%2fpreload.js',
    'app://desk/..%5c..%5cpackage.json',
    'app://desk/index.html%00.js',
    'app://desk/nothing.js',
    'app://print/1',
  ])('%s is not served', async (address) => {
    expect([404, 'refused']).toContain(await statusOf(address));
  });

  test('takes nothing but GET', async () => {
    expect(await statusOf('app://desk/index.html')).toBe(200);
    expect([404, 'refused']).toContain(await statusOf('app://desk/index.html', 'POST'));
  });
});

describe('main', () => {
  test('runs its window as configured', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const all = window?.webContents as unknown as { getLastWebPreferences: () => object };
      return all.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  test('gives a port to our own top frame and to nobody else', async () => {
    for (const origin of ['https://example.org', 'app://print', 'null', '', 'app://desk.evil']) {
      expect(await takePort(app, { origin, isMain: true }), origin).toBe(false);
    }
    expect(await takePort(app, { origin: 'app://desk', isMain: false })).toBe(false);
    expect(await takePort(app)).toBe(true);
  });

  test('closes the first port when a second is asked for', async () => {
    await takePort(app);
    const first = await app.evaluateHandle(
      () => (globalThis as unknown as { door: { closed: boolean } }).door,
    );
    await takePort(app);
    await expect.poll(() => first.evaluate(({ closed }) => closed)).toBe(true);
  });

  test('answers nothing it was not built for, and lives', async () => {
    await takePort(app);
    const names = [
      '',
      'nothing',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'readHeader ',
      null,
      7,
      {},
    ];
    for (const name of names) expect(await askAnything(app, name, null)).toHaveProperty('failed');
    for (let round = 0; round < 200; round += 1) {
      const input = [undefined, 7, 'x', [], { entries: 'x' }, { from: -round }, { ids: [round] }][
        round % 7
      ];
      for (const name of ['append', 'replay', 'settle', 'post', 'save']) {
        expect(await askAnything(app, name, input)).toHaveProperty('failed');
      }
    }
    await app.evaluate(() => {
      const { post } = (globalThis as unknown as { door: { post: (message: unknown) => void } })
        .door;
      for (const message of [
        null,
        1,
        'x',
        [],
        {},
        { ask: 'x' },
        { ask: {}, name: 'append' },
        { answer: 1 },
        { fact: 1 },
      ])
        post(message);
    });
    expect(await ask(app, 'space', null)).toEqual({ free: expect.any(Number) });
  });
});
