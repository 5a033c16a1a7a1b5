// The walls around the desk's page and its vault, tried from inside the packaged app (notes: S14, S16).
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PORT_HERE, WANT_PORT } from '../../src/contract/handover.ts';
import { VAULT_CSP } from '../../src/main/app-policy.ts';
import { firstDesk, launchApp } from './launch.ts';

let userDataDir: string;
let app: ElectronApplication;
let page: Page;
let vault: Worker;
let outside: Server;
let outsideUrl: string;
/** Everything that reached the server next door. It must stay empty. */
const reached: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  userDataDir = await mkdtemp(path.join(tmpdir(), 'beistand-walls-'));
  outside = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('reached');
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  app = await launchApp({ userDataDir });
  app.on('window', (opened) => {
    opened.on('console', (message) => complaints.push(message.text()));
  });
  ({ page, vault } = await firstDesk(app));
  page.on('console', (message) => complaints.push(message.text()));
}, 60_000);

afterAll(async () => {
  await app.close();
  outside.close();
  await rm(userDataDir, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the page', () => {
  test('starts without a word from any policy', async () => {
    await page.reload();
    await page.waitForSelector('#app > *');
    await pause(300);
    expect(
      complaints.filter((text) => /Content Security|Trusted|Refused|violat/i.test(text)),
    ).toEqual([]);
  });

  test('holds no carrier, no node and no electron', async () => {
    const found = await page.evaluate(() =>
      Object.getOwnPropertyNames(window).filter((name) =>
        /^(require|process|module|exports|global|Buffer|__dirname|setImmediate)$|carrier|ipc|electron|desk|vault|beistand/i.test(
          name,
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  test('gets its port once: script that comes later is given none', async () => {
    const wish = (): Promise<string> =>
      page.evaluate(
        ([want, here]) =>
          new Promise<string>((resolve) => {
            addEventListener('message', ({ data }) => {
              if (data?.type === here) resolve('a port');
            });
            postMessage({ type: want }, location.origin);
            setTimeout(() => resolve('none'), 300);
          }),
        [WANT_PORT, PORT_HERE] as const,
      );
    await wish();
    await app.evaluate(({ ipcMain }, want) => {
      const main = globalThis as unknown as { wishes: number };
      main.wishes = 0;
      ipcMain.on(want, () => (main.wishes += 1));
    }, WANT_PORT);
    expect(await wish()).toBe('none');
    // Main does not even hear of it: a second wish that came through would close the vault's port.
    expect(await app.evaluate(() => (globalThis as unknown as { wishes: number }).wishes)).toBe(0);
  });

  test('cannot run text as code, nor set markup', async () => {
    const tries = await page.evaluate(async () => {
      const tried = async (what: () => unknown): Promise<string> => {
        // A turn of its own: DevTools, which runs this, is exempt from the policy.
        await new Promise((resolve) => setTimeout(resolve, 0));
        try {
          what();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        // oxlint-disable-next-line no-eval
        await tried(() => (0, eval)('1')),
        // oxlint-disable-next-line no-implied-eval
        await tried(() => new Function('return 1')()),
        await tried(() => {
          document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
        }),
        await tried(() => {
          document.createElement('script').src = 'data:text/javascript,alert(1)';
        }),
        await tried(() => {
          document.createElement('script').textContent = 'alert(1)';
        }),
        await tried(() => new Worker('data:text/javascript,1')),
      ];
    });
    expect(tries).not.toContain('done');
  });

  test('reaches no network, by whatever means', async () => {
    reached.length = 0;
    await page.evaluate(async (url) => {
      await fetch(`${url}/fetch`).catch(() => null);
      navigator.sendBeacon(`${url}/beacon`);
      new Image().src = `${url}/image`;
      const wait = (target: EventTarget): Promise<unknown> =>
        new Promise((resolve) => target.addEventListener('error', resolve));
      const socket = ((): WebSocket | null => {
        try {
          return new WebSocket(url.replace('http', 'ws'));
        } catch {
          return null;
        }
      })();
      if (socket !== null) await wait(socket);
      const frame = document.createElement('iframe');
      frame.src = `${url}/frame`;
      document.body.append(frame);
      const style = document.createElement('link');
      Object.assign(style, { rel: 'stylesheet', href: `${url}/style` });
      const early = document.createElement('link');
      Object.assign(early, { rel: 'preconnect', href: `${url}/preconnect` });
      document.head.append(style, early);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const added of [frame, style, early]) added.remove();
    }, outsideUrl);
    expect(reached).toEqual([]);
  });

  test('is allowed nothing of the machine', async () => {
    const answers = await page.evaluate(async () => {
      const no = (): string => 'denied';
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
      ];
      const states = await Promise.all(
        names.map((name) =>
          navigator.permissions
            .query({ name: name as PermissionName })
            .then(({ state }) => state, no),
        ),
      );
      return [
        ...states,
        await Notification.requestPermission(),
        await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', no),
        await navigator.mediaDevices.getDisplayMedia().then(() => 'granted', no),
        await navigator.clipboard.readText().then(() => 'granted', no),
        await new Promise<string>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            () => resolve('denied'),
          );
        }),
      ];
    });
    expect(answers).not.toContain('granted');
  });

  test.each([
    ['a link', (url: string) => clickOn({ href: `${url}/link` })],
    [
      'a link for a new window',
      (url: string) => clickOn({ href: `${url}/blank`, target: '_blank' }),
    ],
    ['a file', () => clickOn({ href: 'file:///etc/passwd' })],
    ['a script', () => clickOn({ href: 'javascript:document.title="x"' })],
    ['another page of ours', () => clickOn({ href: 'app://desk/other.html' })],
    ['another scheme', () => clickOn({ href: 'smb://127.0.0.1/share' })],
    ['location', (url: string) => page.evaluate((to) => location.assign(to), `${url}/assign`)],
    ['window.open', (url: string) => page.evaluate((to) => void window.open(to), `${url}/open`)],
    ['a form', (url: string) => page.evaluate(submitTo, `${url}/form`)],
    ['a refresh', (url: string) => page.evaluate(refreshTo, `${url}/refresh`)],
  ])('does not go anywhere: %s', async (_by, go) => {
    reached.length = 0;
    const before = page.url();
    await go(outsideUrl);
    await pause(250);
    expect(page.url()).toBe(before);
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
    expect(reached).toEqual([]);
    expect(await page.evaluate(() => document.title)).toBe('Beistand');
  });

  test('may go to itself, for locking reloads it', async () => {
    await page.evaluate(() => {
      (globalThis as { marker?: number }).marker = 1;
      location.reload();
    });
    await page.waitForFunction(() => !('marker' in globalThis));
    await page.waitForSelector('#app > *');
  });

  test('saves nothing by itself', async () => {
    const before = await readdir(userDataDir);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['plaintext']));
      link.download = 'beistand-download.txt';
      link.click();
    });
    await pause(300);
    expect(await readdir(userDataDir)).toEqual(before);
    expect(
      await app
        .evaluate(({ app: desk }) => desk.getPath('downloads'))
        .then((f) => readdir(f).catch(() => [])),
    ).not.toContain('beistand-download.txt');
  });
});

const clickOn = (attributes: Readonly<Record<string, string>>): Promise<void> =>
  page.evaluate((given) => {
    const link = Object.assign(document.createElement('a'), given);
    document.body.append(link);
    link.click();
    link.remove();
  }, attributes);

const submitTo = (to: string): void => {
  const form = Object.assign(document.createElement('form'), { action: to, method: 'post' });
  document.body.append(form);
  form.submit();
  form.remove();
};

const refreshTo = (to: string): void => {
  const meta = Object.assign(document.createElement('meta'), {
    httpEquiv: 'refresh',
    content: `0;url=${to}`,
  });
  document.head.append(meta);
  setTimeout(() => meta.remove(), 200);
};

describe('the vault’s Worker', () => {
  test('is served under its own policy', async () => {
    const csp = await app.evaluate(
      async ({ session }, url) =>
        (await session.defaultSession.fetch(url)).headers.get('content-security-policy'),
      vault.url(),
    );
    expect(csp).toBe(VAULT_CSP);
  });

  test('reaches no network and runs no text as code', async () => {
    reached.length = 0;
    const { worker } = await workerOf();
    const tries = await worker.evaluate(async (url) => {
      const tried = async (what: () => unknown): Promise<string> => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        try {
          await what();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        await tried(() => fetch(`${url}/fetch`)),
        // oxlint-disable-next-line no-eval
        await tried(() => (0, eval)('1')),
        await tried(() => import(`${url}/module.js`)),
        await tried(() =>
          (globalThis as unknown as { importScripts: (u: string) => void }).importScripts(
            `${url}/script`,
          ),
        ),
      ];
    }, outsideUrl);
    expect(tries).not.toContain('done');
    expect(reached).toEqual([]);
  });
});

async function workerOf(): Promise<{ readonly worker: Worker }> {
  const desk = await firstDesk(app);
  return { worker: desk.vault };
}
