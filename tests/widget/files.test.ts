import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBlob } from '../../protocol/crypto/blob.ts';
import { BLOB_CHUNK_BYTES } from '../../protocol/limits.ts';
import type { AttachmentContent } from '../../protocol/talk/content.ts';
import { de as later } from '../../widget/app/i18n/later/de.ts';
import { de } from '../../widget/files/i18n/de.ts';
import { askBlob } from '../support/blob-upload.ts';
import { giveFile, secondDevice } from '../support/file-from-team.ts';
import type { HeardMessage } from '../support/operator.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { testProfile } from '../support/test-team.ts';
import { chatVisits } from '../support/chat-visits.ts';
import { faultProxy, type FaultProxy } from '../fault/proxy.ts';

/** Attachments in a real Chromium: what is sent is what was shown, and says nothing it should not. */
const FILES = path.join(import.meta.dirname, '../fixtures/files');
const CLIP = 'Datei schicken';
const MIB = 1024 * 1024;
const LIMIT = 15 * MIB;
/** So late every chunk arrives, and so late it is confirmed: 10 MiB then take long enough to be stopped on the way. */
const LINGERS_MS = 150;
const exiftool = spawnSync('exiftool', ['-ver']).status === 0;
if (!exiftool) console.log('skipped: exiftool is not installed (libimage-exiftool-perl)');

// The second device only fetches: the first one is the operator's own connection.
let cable: FaultProxy;
const visits = chatVisits({
  cable: async (relayPort) => (cable = await faultProxy(relayPort)),
  devices: [['operator', 'coordinator'], ['operator']],
  profile: [
    ...testProfile,
    { key: 'blob.max-bytes', lang: '', value: String(LIMIT) },
    { key: 'topic.1', lang: 'de', value: 'Beleidigung' },
    { key: 'topic.2', lang: 'de', value: 'Im Netz' },
  ],
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'widget-files-'));
});
afterAll(async () => {
  await cable.close();
  await rm(folder, { recursive: true, force: true });
});

/** Picks a file as a hand would: through the paper clip. */
async function pick(reporter: WidgetDriver, file: string, button = CLIP): Promise<void> {
  const chooser = reporter.page.waitForEvent('filechooser');
  await reporter.frame.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(file);
}

const button = (reporter: WidgetDriver, name: string): Locator =>
  reporter.frame.getByRole('button', { name });

type Attached = HeardMessage['body'] & AttachmentContent;

/** The attachment of this name, once the team has it. */
async function attached(name: string): Promise<Attached> {
  const find = (): Attached | undefined =>
    visits.operator.messages
      .map(({ body }) => body)
      .find((body): body is Attached => body.type === 'attachment' && body.name === name);
  await expect.poll(find, { timeout: 30_000 }).toBeDefined();
  const found = find();
  if (found === undefined) throw new Error('not attached');
  return found;
}

async function fetched({ file }: AttachmentContent): Promise<Buffer> {
  const peer = await secondDevice(visits.stage);
  const chunks: Uint8Array[] = [];
  for (let index = 0; index * BLOB_CHUNK_BYTES <= file.bytes; index += 1) {
    const ask = { type: 'blob-get', ref: index, blob: file.id, read: file.read, index } as const;
    const chunk = await askBlob(peer, ask);
    if (!(chunk instanceof Uint8Array)) throw new Error(`no chunk: ${String(chunk)}`);
    chunks.push(chunk);
  }
  await peer.close();
  const plain: Uint8Array[] = [];
  for await (const piece of openBlob(file, chunks)) plain.push(piece);
  return Buffer.concat(plain);
}

/**
 * What exiftool finds in it of somebody, some place or some time. The browser's own sRGB profile is in whatever
 * it writes, and the same for everybody; a film cannot do without its dates, so they are zero.
 */
async function left(bytes: Buffer, name: string): Promise<readonly string[]> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const said = execFileSync('exiftool', ['-G1', '-a', '-u', '-ee', file], { encoding: 'utf8' });
  const lines = said.split('\n').filter((line) => !/^\[(System|ExifTool|ICC[-_]\w+)\]/.test(line));
  expect(lines.join('\n')).toMatch(/ : /);
  const telling =
    /GPS|Make|Model|Artist|Author|Creator|Producer|Software|Encoder|Comment|Thumb|Title|XMP|ID3|IFD|Date/;
  return lines.filter((line) => telling.test(line) && !line.endsWith('0000:00:00 00:00:00'));
}

test('a photograph loses where, when, who and with what, stands upright, and arrives', async () => {
  const reporter = await visits.opened();
  await pick(reporter, path.join(FILES, 'photo.jpg'));
  await button(reporter, de.sendClean).waitFor();
  for (const kind of [de.place, de.time, de.device, de.author, de.thumbnail, de.comment]) {
    await reporter.frame.getByRole('listitem').filter({ hasText: kind }).waitFor();
  }
  const preview = reporter.frame.getByRole('img', { name: de.preview });
  await expect
    .poll(() => preview.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]))
    .toEqual([64, 96]);
  await button(reporter, de.sendClean).click();
  await reporter.waitForAccepted('Bild 1.jpg');
  const body = await attached('Bild 1.jpg');
  expect(body).toMatchObject({ media: 'image/jpeg', prepared: 'cleaned' });
  expect(body.removed).toEqual([
    'place',
    'time',
    'device',
    'author',
    'software',
    'thumbnail',
    'comment',
    'other',
  ]);
  const bytes = await fetched(body);
  expect(bytes.toString('latin1')).not.toMatch(/secret|beispiel|exif|photoshop|ns\.adobe/i);
  if (exiftool) expect(await left(bytes, body.name)).toEqual([]);
});

test('PNG, WebP and GIF come out as their pixels; what moves says that it will stand still', async () => {
  const reporter = await visits.opened();
  const sent: readonly [string, string, string][] = [
    ['picture.png', 'Bild 1.png', 'image/png'],
    ['picture.webp', 'Bild 2.webp', 'image/webp'],
    ['moving.gif', 'Bild 3.png', 'image/png'],
    ['moving.png', 'Bild 4.png', 'image/png'],
    ['moving.webp', 'Bild 5.webp', 'image/webp'],
  ];
  for (const [file, name, media] of sent) {
    await pick(reporter, path.join(FILES, file));
    await button(reporter, de.sendClean).waitFor();
    expect(await reporter.frame.getByText(de.firstPicture).isVisible()).toBe(/moving/.test(file));
    await button(reporter, de.sendClean).click();
    await reporter.waitForAccepted(name);
    const body = await attached(name);
    expect(body).toMatchObject({ media, prepared: 'cleaned' });
    const bytes = await fetched(body);
    expect(bytes.toString('latin1')).not.toMatch(/secret|beispiel|acTL|ANIM|NETSCAPE/i);
    if (exiftool) expect(await left(bytes, name)).toEqual([]);
  }
});

test('films, sound and letters are cleaned in the same way', async () => {
  const reporter = await visits.opened();
  const pdf = path.join(folder, 'letter.pdf');
  await writeFile(pdf, await aLetter());
  const sent: readonly [string, string, string][] = [
    [path.join(FILES, 'film.mov'), 'Video 1.mov', 'video/quicktime'],
    [path.join(FILES, 'photo.heic'), 'Bild 2.heic', 'image/heic'],
    [path.join(FILES, 'sound.mp3'), 'Ton 3.mp3', 'audio/mpeg'],
    [pdf, 'Dokument 4.pdf', 'application/pdf'],
  ];
  for (const [file, name, media] of sent) {
    await pick(reporter, file);
    await button(reporter, de.sendClean).click();
    await reporter.waitForAccepted(name);
    const body = await attached(name);
    expect(body).toMatchObject({ media, prepared: 'cleaned' });
    const bytes = await fetched(body);
    expect(bytes.toString('latin1')).not.toMatch(/secret|beispiel/i);
    if (exiftool) expect(await left(bytes, name)).toEqual([]);
  }
});

async function aLetter(): Promise<Uint8Array> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  pdf.setAuthor('secret author');
  pdf.addPage().drawText('Hallo');
  return pdf.save();
}

test('what cannot be cleaned is said first, and goes as it is, under its own name, when that is chosen', async () => {
  const reporter = await visits.opened();
  const file = path.join(folder, 'Brief von Noa.docx');
  await writeFile(file, Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)]));
  await pick(reporter, file);
  await reporter.frame.getByText(de.cannotUnknown).waitFor();
  await reporter.frame.getByText(de.cannotMeans).waitFor();
  expect(await button(reporter, de.sendClean).count()).toBe(0);
  await reporter.frame.getByRole('checkbox').check();
  await button(reporter, de.sendOriginal).click();
  await reporter.waitForAccepted('Brief von Noa.docx');
  const body = await attached('Brief von Noa.docx');
  expect(body).toMatchObject({ media: 'application/octet-stream', prepared: 'original' });
  expect((await fetched(body)).equals(await readFile(file))).toBe(true);
});

/** What the bar has shown so far, one after another. */
async function progressOf(reporter: WidgetDriver): Promise<() => Promise<readonly number[]>> {
  const body = reporter.frame.locator('body');
  await body.evaluate((root) => {
    const values: number[] = (globalThis.shares = []);
    new MutationObserver(() => {
      const value = root.querySelector('progress')?.value ?? 0;
      if (value !== values.at(-1)) values.push(value);
    }).observe(root, { subtree: true, childList: true, attributes: true });
  });
  return () => body.evaluate(() => globalThis.shares);
}

declare global {
  var shares: number[];
}

/** Picks a file, sends it as it is, and gives it up while it is on its way. */
async function pickAndStop(reporter: WidgetDriver, file: string): Promise<void> {
  cable.slow(LINGERS_MS);
  await pick(reporter, file);
  await button(reporter, de.sendOriginal).click();
  await button(reporter, de.cancel).click();
  await reporter.frame.getByText(de.cancelled).waitFor();
  cable.slow(0);
}

test('10 MiB show how far they are, stop and go on, and after a reload go on when the same file is picked again', async () => {
  const reporter = await visits.opened();
  await reporter.send('Ich habe einen Film.');
  await reporter.waitForAccepted('Ich habe einen Film.');
  const file = path.join(folder, 'large.bin');
  await writeFile(file, randomBytes(10 * MIB));
  const kept = (): Promise<string | null> =>
    reporter.frame.locator('body').evaluate(() => sessionStorage.getItem('sc1:upload'));
  const first = await progressOf(reporter);
  cable.slow(LINGERS_MS);
  const last = async (): Promise<number> => (await first()).at(-1) ?? 0;
  await pick(reporter, file);
  await button(reporter, de.sendOriginal).click();
  await expect.poll(last, { interval: 20 }).toBeGreaterThan(0);
  await button(reporter, de.pause).click();
  await reporter.frame.getByText(de.paused).waitFor();
  await reporter.page.waitForTimeout(300);
  const stopped = await last();
  await reporter.page.waitForTimeout(300);
  expect(await last()).toBe(stopped);
  expect(stopped).toBeLessThan(1);
  await reporter.frame
    .getByText(`${Math.floor(stopped * 100)} % geschickt`)
    .first()
    .waitFor();
  await button(reporter, de.goOn).click();
  await expect.poll(last, { interval: 20 }).toBeGreaterThan(stopped);
  await button(reporter, de.pause).click();
  await reporter.frame.getByText(de.paused).waitFor();
  cable.slow(0);
  const before = await kept();
  expect(before).toContain('"original":"');

  await reporter.page.reload();
  await reporter.open();
  expect(await kept()).toBe(before);
  const other = path.join(folder, 'other.bin');
  await writeFile(other, randomBytes(10 * MIB));
  await pick(reporter, other);
  await button(reporter, de.sendOriginal).waitFor();
  expect(await reporter.frame.getByText(de.goesOn).count()).toBe(0);
  await button(reporter, later.back).click();
  const second = await progressOf(reporter);
  await pick(reporter, file);
  await reporter.frame.getByText(de.goesOn).waitFor();
  await button(reporter, de.sendOriginal).click();
  await reporter.waitForAccepted('Datei 1');
  expect(Math.min(...(await second()).filter((share) => share > 0))).toBeGreaterThan(stopped);
  const body = await attached('Datei 1');
  expect((JSON.parse(before ?? '{}') as { id?: string }).id).toBe(body.file.id);
  expect((await fetched(body)).equals(await readFile(file))).toBe(true);
  expect(await kept()).toBe(null);

  await pickAndStop(reporter, file);
  expect(await kept()).toBe(null);
});

const chosen = (reporter: WidgetDriver): Locator =>
  reporter.frame.getByRole('button', { pressed: true });

test('topics chosen before a file go with it', async () => {
  const reporter = await visits.opened();
  await button(reporter, 'Im Netz').click();
  await expect.poll(() => chosen(reporter).allInnerTexts()).toEqual(['Im Netz']);
  const file = path.join(folder, 'Mit Thema.docx');
  await writeFile(file, Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)]));
  await pick(reporter, file);
  await reporter.frame.getByRole('checkbox').check();
  await button(reporter, de.sendOriginal).click();
  await reporter.waitForAccepted('Mit Thema.docx');
  expect(await attached('Mit Thema.docx')).toMatchObject({ topics: [2] });
  await expect
    .poll(() => reporter.frame.locator('.mine .topic').allInnerTexts())
    .toEqual(['Im Netz']);
  await expect.poll(() => chosen(reporter).count()).toBe(0);
  await reporter.send('Dazu noch ein Satz.');
  const { body } = await visits.operator.heard('Dazu noch ein Satz.');
  expect(body).not.toHaveProperty('topics');
});

test('topics outlast a file that was stopped on its way, and go with what is said next', async () => {
  const reporter = await visits.opened();
  await button(reporter, 'Beleidigung').click();
  await expect.poll(() => chosen(reporter).allInnerTexts()).toEqual(['Beleidigung']);
  const file = path.join(folder, 'stopped.bin');
  await writeFile(file, randomBytes(10 * MIB));
  await pickAndStop(reporter, file);
  await button(reporter, later.back).click();
  await expect.poll(() => chosen(reporter).allInnerTexts()).toEqual(['Beleidigung']);
  await reporter.send('Ohne die Datei.');
  const { body } = await visits.operator.heard('Ohne die Datei.');
  expect(body).toMatchObject({ topics: [1] });
  await expect.poll(() => chosen(reporter).count()).toBe(0);
});

test('a file above the team’s own limit is refused with that limit, and nothing of it is sent', async () => {
  const reporter = await visits.opened();
  const file = path.join(folder, 'film.bin');
  await writeFile(file, '');
  await truncate(file, LIMIT + 1);
  const sent = visits.operator.messages.length;
  await pick(reporter, file);
  await reporter.frame.getByText(de.tooLarge.replace('{n}', String(LIMIT / MIB))).waitFor();
  expect(await button(reporter, de.sendOriginal).count()).toBe(0);
  await truncate(file, LIMIT);
  await pick(reporter, file, de.another);
  await button(reporter, de.sendOriginal).waitFor();
  expect(visits.operator.messages).toHaveLength(sent);
});

test('nothing for files is fetched before somebody wants to send one', async () => {
  const context = await visits.visitor();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  const reporter = await driveWidget(context, visits.stage.page);
  await reporter.open();
  await reporter.send('Hallo, nur ein Text.');
  await reporter.waitForAccepted('Hallo, nur ein Text.');
  expect(asked.filter((url) => /files-|pdf-/.test(url))).toEqual([]);
  await pick(reporter, path.join(FILES, 'photo.jpg'));
  await button(reporter, de.sendClean).waitFor();
  expect(asked.some((url) => url.includes('files-worker-'))).toBe(true);
  expect(asked.filter((url) => url.includes('pdf-'))).toEqual([]);
});

test('a picture from the team is fetched when it is asked for, drawn anew, and shown; anything else is saved', async () => {
  const reporter = await visits.opened();
  await reporter.send('Bitte schickt mir das Merkblatt.');
  const { conversation } = await visits.operator.heard('Bitte schickt mir das Merkblatt.');
  const attach = async (name: string, media: string, bytes: Uint8Array): Promise<void> => {
    const { stage, operator } = visits;
    await giveFile({ stage, operator, conversation }, { name, media, bytes });
    await reporter.waitForMessage(name);
  };
  await attach('Karte.jpg', 'image/jpeg', await readFile(path.join(FILES, 'photo.jpg')));
  await button(reporter, 'Datei laden').click();
  const picture = reporter.frame.locator('.row img');
  await picture.waitFor();
  const shown = await picture.evaluate(async (img: HTMLImageElement) => {
    await img.decode();
    return { size: [img.naturalWidth, img.naturalHeight], from: img.src.slice(0, 5) };
  });
  expect(shown).toEqual({ size: [64, 96], from: 'blob:' });

  // What calls itself a picture and is a page is saved under a name that runs nowhere.
  const page = new TextEncoder().encode('<script>alert(1)</script>');
  await attach('x.html', 'image/svg+xml', page);
  await button(reporter, 'Datei laden').click();
  const links = reporter.frame.getByRole('link', { name: de.save });
  await expect.poll(() => links.count()).toBe(2);
  const saving = reporter.page.waitForEvent('download');
  await links.last().click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('Datei 1');
  expect(await readFile(await saved.path())).toEqual(Buffer.from(page));
});
