/**
 * `npm run demo`: one anonymous report travels from the website to a checked release, on the real parts.
 *
 * Relay, site and NGO page run as processes, the packaged app under its own display, two reporters
 * in a real Chromium. The relay dies once by SIGKILL with messages accepted and not delivered. What
 * was found is left in out/demo (or BEISTAND_DEMO_OUT): the release, pictures of every screen,
 * summary.json. Exits 1 when anything was lost, doubled or readable where it must not be.
 *
 * BEISTAND_DEMO_FAULT=drop-and-double  takes one message off the operator's screen and doubles
 * another before they are counted: the count must notice.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageForTests } from '../../tools/package-app.ts';
import { launchChromium } from '../e2e/launch.ts';
import { driveApp } from '../support/app-driver.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';
import { document25th, importFixtures, release, type ReleaseFiles } from './case-work.ts';
import { converse } from './converse.ts';
import { pictures } from './pictures.ts';
import { searchEverything, type Found } from './privacy.ts';
import { openStage } from './stage.ts';
import { addTallies, tally, type Tally } from './tally.ts';
import { germanTalk, hebrewTalk, rating } from './talk.ts';

const started = performance.now();
const root = path.resolve(import.meta.dirname, '../..');
const out = path.resolve(process.env['BEISTAND_DEMO_OUT'] ?? path.join(root, 'out/demo'));
const fault = process.env['BEISTAND_DEMO_FAULT'] === 'drop-and-double';

await packageForTests();
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const folder = await mkdtemp(path.join(tmpdir(), 'beistand-demo-'));
const userDataDir = path.join(folder, 'app');

const stage = await openStage(folder);
const operator = await driveApp({ userDataDir, args: [stage.setup] });
const browser = await launchChromium();
const shots = pictures(out, operator);
try {
  const address = await createTeam();
  const { counted, code } = await talk(address);
  const files = await documentAndRelease();
  await operator.lock();
  await shots.screen('locked');
  await operator.close();
  say('everything written is searched for what was said');
  const found = await searchEverything({ folder, userDataDir, files, code });
  await finish(counted, found);
} catch (error) {
  await operator.page.screenshot({ path: path.join(out, 'failed.png') }).catch(() => undefined);
  throw error;
} finally {
  await Promise.allSettled([operator.close(), browser.close(), stage.stop()]);
  await rm(folder, { recursive: true, force: true });
}

async function createTeam(): Promise<string> {
  say('first run: a team is created');
  await operator.createTeam({ teamName: 'Gemeinsam gegen Hass', alias: 'Noa' }, shots.screen);
  await shots.screen('empty-inbox');
  await operator.go('Team');
  await shots.screen('team');
  const pin = await operator.pin();
  await operator.go('Posteingang');
  return stage.openSite(pin);
}

async function talk(address: string): Promise<{ readonly counted: Tally; readonly code: string }> {
  const phone = {
    viewport: { width: 390, height: 780 },
    locale: 'de-DE',
    reducedMotion: 'reduce',
  } as const;
  say('a reporter opens the chat; the relay will die once');
  const first = await driveWidget(await browser.newContext(phone), address);
  await shots.widget('website', first);
  await first.open();
  await shots.widget('widget-welcome', first);
  const code = await converse({ reporter: first, operator, lines: germanTalk, stage, shots });
  await first.rate(rating.stars, rating.comment);
  await shots.widget('widget-rated', first);
  if (fault) await operator.page.evaluate(dropAndDouble);
  const german = await count(first);

  say('a second reporter writes Hebrew');
  const second = await driveWidget(await browser.newContext(phone), address);
  await second.open();
  await converse({ reporter: second, operator, lines: hebrewTalk, stage: null, shots });
  return { counted: addTallies(german, await count(second)), code };
}

async function documentAndRelease(): Promise<ReleaseFiles> {
  say('the operator documents and releases');
  await document25th(operator, shots, rating.comment);
  await importFixtures(operator, folder);
  await operator.go('Fälle');
  await shots.screen('cases-25');
  return release(operator, out, shots);
}

async function finish(counted: Tally, found: Found): Promise<void> {
  const seconds = Math.round((performance.now() - started) / 1000);
  const summary = { ...counted, ...found, seconds };
  await writeFile(path.join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  const { readableAtRelay, readableOnDisk, registerValuesInRelease } = found;
  const wrong = counted.lost + counted.duplicated + readableAtRelay + readableOnDisk;
  process.exitCode = wrong + registerValuesInRelease === 0 ? 0 : 1;
}

/** Both directions: what the writer's screen shows as written against what the reader's screen shows. */
async function count(reporter: WidgetDriver): Promise<Tally> {
  return addTallies(
    tally(await reporter.shown('reporter'), await operator.shown('reporter')),
    tally(await operator.shown('operator'), await reporter.shown('operator')),
  );
}

/** Runs in the app's page: the screen then shows one message fewer and one twice. */
function dropAndDouble(): void {
  const [dropped, doubled] = document.querySelectorAll(
    '[role=log] article[aria-label*=" schreibt"]',
  );
  dropped?.remove();
  doubled?.after(doubled.cloneNode(true));
}

function say(line: string): void {
  process.stdout.write(`demo: ${line}\n`);
}
