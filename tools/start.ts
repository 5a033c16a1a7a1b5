/**
 * `npm start`: relay, website and desktop app on this machine, to try by hand. Ctrl-C stops all.
 *
 * Everything it keeps lies in `.start/`, so a second start finds team, vault and conversations
 * again; delete the folder to begin anew. Unlike a real website, this one takes its pin from the
 * relay beside it: nobody else is there who could have put it.
 *
 * BEISTAND_START_PORT  first of three ports (8787): relay, chat frame, the organisation's page
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startChild, type Child } from './children.ts';
import { packagedApp, packageForTests } from './package-app.ts';
import { buildSite } from './build-site.ts';

const folder = path.resolve(import.meta.dirname, '../.start');
const firstPort = Number(process.env['BEISTAND_START_PORT'] ?? 8787);
const ports = { relay: firstPort, site: firstPort + 1, page: firstPort + 2 } as const;
const page = `http://localhost:${ports.page}`;

interface RelayReady {
  readonly setup: string | null;
}

const children: Child<unknown>[] = [];
let app: ChildProcess | null = null;
let ended = false;

process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());

await mkdir(folder, { recursive: true });
if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  say('No screen here: relay and website start, the desktop app cannot.');
}
await buildSite();
await packageForTests();
const relay = await startRelay();
startApp(relay.ready.setup);
relay.hear('team', (pin) => void openWebsite(pin));

async function startRelay(): Promise<Child<RelayReady>> {
  const started = await startChild<RelayReady>(
    'server/main.ts',
    { RELAY_PORT: String(ports.relay), RELAY_DB: path.join(folder, 'relay.sqlite') },
    path.join(folder, 'relay.log'),
  );
  children.push(started);
  say(`Relay       ws://127.0.0.1:${ports.relay}`);
  return started;
}

function startApp(setup: string | null): void {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const profile = `--user-data-dir=${path.join(folder, 'app')}`;
  app = spawn(packagedApp(), [...sandbox, profile, ...(setup === null ? [] : [setup])], {
    stdio: 'ignore',
  });
  app.once('exit', () => {
    if (!ended) say('The desktop app was closed. Ctrl-C stops relay and website too.');
  });
  say(
    setup === null
      ? 'Desktop app opened: unlock your team.'
      : 'Desktop app opened: create your team, then the website follows.',
  );
}

async function openWebsite(team: string): Promise<void> {
  const site = await startChild<{ readonly snippet: string }>(
    'server/site/main.ts',
    {
      SITE_PORT: String(ports.site),
      SITE_TEAM: team,
      SITE_RELAY: `ws://127.0.0.1:${ports.relay}`,
      SITE_EMBEDDERS: page,
    },
    path.join(folder, 'site.log'),
  );
  children.push(site);
  const ngo = await startChild(
    'server/site/demo/main.ts',
    { DEMO_PORT: String(ports.page), DEMO_SNIPPET: site.ready.snippet },
    path.join(folder, 'page.log'),
  );
  children.push(ngo);
  say(`Website     ${page}   (write as a reporter here)`);
}

async function end(): Promise<void> {
  if (ended) return;
  ended = true;
  app?.kill();
  await Promise.all(children.map((child) => child.stop()));
  say('Stopped. Everything is kept in .start/');
  // Whatever was just being started ends with this process.
  process.exit();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
