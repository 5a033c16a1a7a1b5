// What main writes and reads, in the packaged app: the journal, the two files, exports and prints.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileId } from '../../protocol/ids.ts';
import { ok, refuse } from '../../src/contract/outcome.ts';
import { MAX_OPEN_BYTES } from '../../src/main/limits.ts';
import { firstDesk, launchApp } from './launch.ts';
import { ask, factsOf, takePort } from './main-door.ts';

let folder: string;
let userDataDir: string;
let app: ElectronApplication;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'beistand-files-'));
  userDataDir = path.join(folder, 'user');
  app = await start();
});

afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<ElectronApplication> {
  const started = await launchApp({ userDataDir });
  await firstDesk(started);
  await takePort(started);
  return started;
}

const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** The next dialogs answer with this path; null: the person cancels. */
const answerDialogs = (file: string | null): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    const canceled = chosen === null;
    dialog.showSaveDialog = async () => ({ canceled, filePath: chosen ?? '' });
    dialog.showOpenDialog = async () => ({ canceled, filePaths: chosen === null ? [] : [chosen] });
  }, file);

/** Every file below a folder that holds these words as they are. */
async function filesWith(words: string, below: string): Promise<readonly string[]> {
  const names = await readdir(below, { recursive: true });
  const found = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(path.join(below, name)).catch(() => null);
      return content?.includes(words) === true ? [name] : [];
    }),
  );
  return found.flat();
}

test('journal, header, keyring and chunks outlive a kill', async () => {
  const file = 'ab'.repeat(16) as FileId;
  expect(await ask(app, 'readHeader', null)).toBeNull();
  await ask(app, 'writeKeyring', { number: 2, bytes: bytes(2) });
  await ask(app, 'writeHeader', { bytes: bytes(1) });
  await ask(app, 'openJournal', { generation: 3, fresh: false });
  const entries = [bytes(1, 2), bytes(3)];
  expect((await ask(app, 'append', { generation: 3, entries })).ok).toBe(true);
  await ask(app, 'putChunk', { file, index: 1, bytes: bytes(9) });
  expect(await ask(app, 'endFile', { file })).toEqual(ok(null));
  const killed = app.process();
  const gone = once(killed, 'exit');
  killed.kill('SIGKILL');
  await gone;
  app = await start();
  expect(await ask(app, 'readHeader', null)).toEqual(bytes(1));
  expect(await ask(app, 'readKeyring', { number: 2 })).toEqual(bytes(2));
  await ask(app, 'openJournal', { generation: 3, fresh: false });
  expect((await ask(app, 'replay', { generation: 3, from: 0 })).entries).toEqual(entries);
  expect(await ask(app, 'readChunk', { file, index: 1 })).toEqual(bytes(9));
});

test('a wipe leaves nothing of the vault, and the app goes to start anew', async () => {
  await ask(app, 'writeKeyring', { number: 1, bytes: utf8('keyring-of-the-vault') });
  await ask(app, 'writeHeader', { bytes: utf8('header-of-the-vault') });
  await ask(app, 'openJournal', { generation: 1, fresh: false });
  await ask(app, 'append', { generation: 1, entries: [utf8('entry-of-the-vault')] });
  await app.evaluate(({ app: desk }) => {
    // A second app would outlive the test.
    desk.relaunch = () => undefined;
  });
  const gone = once(app.process(), 'exit');
  void ask(app, 'wipe', null).catch(() => null);
  await gone;
  expect(await filesWith('-of-the-vault', userDataDir)).toEqual([]);
  app = await start();
  expect(await ask(app, 'readHeader', null)).toBeNull();
  expect(await readdir(path.join(userDataDir))).not.toContain('wipe');
});

test('no keychain is claimed where there is none', async () => {
  // On CI there is no desktop, so no keyring; what counts is that it answers, and never with a secret.
  const state = await ask(app, 'keychain', null);
  if (state === 'ready') return;
  expect(await ask(app, 'makeSecret', null)).toEqual(refuse('no-keychain'));
});

test('a file written in pieces goes with the page that began it', async () => {
  const file = path.join(folder, 'Sicherung.age');
  await answerDialogs(file);
  const begun = await ask(app, 'beginSave', { name: 'x.age' });
  if (!begun.ok) throw new Error(begun.refusal);
  await ask(app, 'writeSave', { handle: begun.value.handle, bytes: bytes(1) });
  expect(await readdir(folder)).toContain('Sicherung.age.part');
  await takePort(app);
  await expect.poll(() => readdir(folder)).not.toContain('Sicherung.age.part');
});

test('a document is saved where the person says, and nowhere else', async () => {
  const file = path.join(folder, 'Bericht.csv');
  const words = 'Aula der Musterschule';
  await answerDialogs(file);
  expect(await ask(app, 'save', { name: 'x.csv', bytes: utf8(words) })).toEqual(
    ok({ name: 'Bericht.csv' }),
  );
  expect(await readFile(file, 'utf8')).toBe(words);
  expect(await filesWith(words, folder)).toEqual(['Bericht.csv']);
  await ask(app, 'save', { name: 'x.csv', bytes: utf8('kurz') });
  expect(await readFile(file, 'utf8')).toBe('kurz');
});

test('cancelling writes nothing, and a path that cannot be written is said', async () => {
  await answerDialogs(null);
  const document = { name: 'x.csv', bytes: bytes(1) };
  expect(await ask(app, 'save', document)).toEqual(refuse('cancelled'));
  expect(await ask(app, 'print', { name: 'x.pdf', html: '' })).toEqual(refuse('cancelled'));
  expect(await ask(app, 'open', { extensions: [] })).toEqual(refuse('cancelled'));
  await answerDialogs(path.join(folder, 'no such folder', 'x.csv'));
  expect(await ask(app, 'save', document)).toEqual(refuse('cannot-write'));
});

test('a file is read in, but not a huge one and not a missing one', async () => {
  const file = path.join(folder, 'Vorfälle.json');
  await writeFile(file, '[]');
  await answerDialogs(file);
  expect(await ask(app, 'open', { extensions: ['json'] })).toEqual(
    ok({ name: 'Vorfälle.json', bytes: bytes(91, 93) }),
  );
  await writeFile(file, new Uint8Array(MAX_OPEN_BYTES + 1));
  expect(await ask(app, 'open', { extensions: ['json'] })).toEqual(refuse('too-large'));
  await answerDialogs(folder);
  expect(await ask(app, 'open', { extensions: [] })).toEqual(refuse('cannot-read'));
  await answerDialogs(path.join(folder, 'missing'));
  expect(await ask(app, 'open', { extensions: [] })).toEqual(refuse('cannot-read'));
});

test('a page is printed tagged, on A4, with an outline, without network, script or trace', async () => {
  const reached: string[] = [];
  const outside = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const file = path.join(folder, 'Bericht.pdf');
  await answerDialogs(file);
  const words = 'Vorfall-im-Treppenhaus';
  const html = `<!doctype html><html lang="de"><title>Bericht</title><style>@import '${url}/css'; h1 { color: #123456 }</style>
    <h1>Übersicht</h1><p>${words}</p><img src="${url}/img"><link rel="stylesheet" href="${url}/link">
    <iframe src="${url}/frame"></iframe><meta http-equiv="refresh" content="0;url=${url}/refresh">
    <script>document.body.textContent = 'script ran'; fetch('${url}/fetch')</script></html>`;
  expect(await ask(app, 'print', { name: 'Bericht.pdf', html })).toEqual(
    ok({ name: 'Bericht.pdf' }),
  );

  const pdf = (await readFile(file)).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toMatch(/\/StructTreeRoot/);
  expect(pdf).toMatch(/\/Outlines/);
  expect(pdf).toMatch(/\/MediaBox ?\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  const text = textOf(file);
  if (text !== null) {
    expect(text).toContain(words);
    expect(text).not.toContain('script ran');
  }
  expect(reached).toEqual([]);
  expect(await filesWith(words, folder)).toEqual([]);
  await expect.poll(() => app.windows().length).toBe(1);
  expect((await stat(file)).size).toBeGreaterThan(1000);
  outside.close();
});

test('several pages at once are printed each for itself', async () => {
  const files = ['a', 'b', 'c'].map((name) => path.join(folder, `${name}.pdf`));
  await app.evaluate(({ dialog }, names) => {
    const left = [...names];
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: left.shift() ?? '' });
  }, files);
  await Promise.all(files.map(() => ask(app, 'print', { name: 'x.pdf', html: '<p>Seite</p>' })));
  for (const file of files) expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
});

test('the setup link the app was started with is handed on, and a second start hands over its own', async () => {
  expect(await ask(app, 'setupHint', null)).toEqual({ relay: '', claim: '', invite: '' });
  const link = 'beistand://setup#relay=ws://127.0.0.1:1234&claim=ABCD-EFGH';
  const second = await app.evaluate(({ app: desk }, given) => {
    desk.emit('second-instance', {}, ['beistand', given]);
    return true;
  }, link);
  expect(second).toBe(true);
  expect(await ask(app, 'setupHint', null)).toEqual({
    relay: 'ws://127.0.0.1:1234',
    claim: 'ABCD-EFGH',
    invite: '',
  });
});

test('what the operating system locks, the vault is told', async () => {
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('lock-screen');
    powerMonitor.emit('suspend');
  });
  // Facts cross a port: they come in order, but not before the next evaluation.
  const told = async (): Promise<readonly string[]> =>
    (await factsOf(app)).map(({ type }) => type).filter((type) => type !== 'low-space');
  await expect.poll(told).toEqual(['link-changed', 'os-locked', 'os-locked']);
});

/** The text of a PDF where poppler is installed. */
function textOf(file: string): string | null {
  try {
    return execFileSync('pdftotext', [file, '-'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
