import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { WidgetDriver } from '../../support/widget-driver.ts';
import { allTexts } from '../../support/widget-texts.ts';
import { de as files } from '../../../widget/files/i18n/de.ts';

/** What a reporter does while the page is watched. */
export type Act = (reporter: WidgetDriver) => Promise<void>;

const t = await allTexts('de');
/** So many bytes, and a little, has a photograph of 12 megapixels full of grass. */
const PHOTO = { width: 4000, height: 3000 } as const;
const SOUND_BYTES = 10 * 1024 * 1024;
const ARRIVES_WITHIN_MS = 180_000;

/** Messages one after another, until the relay has taken the last. Each is sealed to every device of the team. */
export function writeMessages(messages: number): Act {
  return async (reporter) => {
    for (let n = 0; n < messages; n += 1) {
      const words =
        `Nachricht ${n} ${'von gestern nach dem Sport in der Umkleide '.repeat(6)}`.trim();
      await reporter.send(words);
      await reporter.waitForAccepted(words);
    }
  };
}

/** Picks a file, sends it cleaned, and waits until the relay has all of it. */
export function sendFile(file: string): Act {
  return async ({ page, frame }) => {
    const chooser = page.waitForEvent('filechooser');
    await frame.getByRole('button', { name: t.attach }).click();
    await (await chooser).setFiles(file);
    await frame.getByRole('button', { name: files.sendClean }).click();
    await frame
      .locator('.row.mine .state.sent, .row.mine .state.delivered')
      .waitFor({ timeout: ARRIVES_WITHIN_MS });
  };
}

export interface Attachments {
  readonly photo: string;
  readonly sound: string;
  readonly remove: () => Promise<void>;
}

/** Two attachments of about 10 MB: a photograph, which is drawn anew, and a sound, which is cleaned in place. */
export async function makeAttachments(browser: Browser): Promise<Attachments> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-widget-'));
  const [photo, sound] = [path.join(folder, 'photo.jpg'), path.join(folder, 'sound.wav')];
  await writeFile(photo, await drawPhoto(browser));
  await writeFile(sound, makeSound());
  return { photo, sound, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function drawPhoto(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    const address = await page.evaluate(({ width, height }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const picture = context.createImageData(width, height);
      let seed = 7;
      for (let at = 0; at < picture.data.length; at += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        picture.data[at] = at % 4 === 3 ? 255 : 128 + (seed >> 25);
      }
      context.putImageData(picture, 0, 0);
      return canvas.toDataURL('image/jpeg', 0.92);
    }, PHOTO);
    return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  } finally {
    await page.close();
  }
}

/** A wave file with a tag that says who recorded it. */
function makeSound(): Buffer {
  const tag = Buffer.from('INFOIART\x08\0\0\0Beispiel');
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(44_100, 4);
  format.writeUInt32LE(88_200, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('LIST', tag),
    chunk('data', randomBytes(SOUND_BYTES)),
  ]);
  return chunk('RIFF', body);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
