/**
 * `npm run screens`: a picture of every screen of the desktop app, in a real Chromium over a fake desk:
 * light, dark and in Hebrew, in the size of a small laptop and of a large monitor.
 *
 *   node tests/screens/screens.ts [part of a name …]    default: every screen
 *
 * Pictures lie in out/screens (or BEISTAND_SCREENS_OUT), index.html beside them shows all. Exits 1 when a
 * screen could not be reached, its name said, or when the policy refused something meanwhile.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { untilItStands } from '../support/standing.ts';
import { startUiBrowser } from '../support/ui/browser.ts';
import { buildUi } from '../support/ui/build.ts';
import { everyScreen } from '../support/ui/table/every-screen.ts';
import { inHebrew, type Screen } from '../support/ui/table/screen.ts';
import { sheetOf } from './sheet.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const looks = ['light', 'dark', 'hebrew'] as const;
type Look = (typeof looks)[number];
type Size = (typeof sizes)[number];
const AT_ONCE = 2;
const FOLLOWS_MS = 250;

const root = path.resolve(import.meta.dirname, '../..');
const out = path.resolve(process.env['BEISTAND_SCREENS_OUT'] ?? path.join(root, 'out/screens'));
const asked = process.argv.slice(2);
const chosen = Object.entries(everyScreen).filter(
  ([name]) => asked.length === 0 || asked.some((part) => name.includes(part)),
);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const built = await buildUi();
const ui = await startUiBrowser(built.roots);
const waiting = [...chosen];
const unreached: string[] = [];
const seat = async (): Promise<void> => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, screen] = next;
    await picture(name, screen).catch((error: unknown) => {
      unreached.push(name);
      say(`NOT REACHED ${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    say(`${chosen.length - waiting.length} of ${chosen.length}: ${name}`);
  }
};
try {
  await Promise.all(Array.from({ length: AT_ONCE }, seat));
  const files = chosen.map(([name]) => [
    name,
    sizes.flatMap((size) => looks.map((look) => fileOf(name, look, size))),
  ]);
  await writeFile(path.join(out, 'index.html'), sheetOf(Object.fromEntries(files)));
} finally {
  await ui.close();
  await built.remove();
}
for (const complaint of ui.complaints) say(`COMPLAINT ${complaint}`);
process.exitCode = unreached.length + ui.complaints.length === 0 ? 0 : 1;

/** Reached once; colours, language and size change under it, as they do under a person. */
async function picture(name: string, { wishes, reach }: Screen): Promise<void> {
  const page = await ui.open(wishes);
  try {
    await reach(page);
    await shoot(page, name, 'light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, name, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await inHebrew(page);
    await shoot(page, name, 'hebrew');
  } finally {
    await page.close();
  }
}

async function shoot(page: Page, name: string, look: Look): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    // What hangs on something else, such as a menu, follows it a moment later.
    await page.waitForTimeout(FOLLOWS_MS);
    await untilItStands(page);
    const file = path.join(out, fileOf(name, look, size));
    await page.screenshot({ path: file, animations: 'disabled' });
  }
}

function fileOf(name: string, look: Look, { width, height }: Size): string {
  return `${name.replaceAll(/[^a-z0-9]+/g, '-')}.${look}.${width}x${height}.png`;
}

function say(line: string): void {
  process.stdout.write(`screens: ${line}\n`);
}
