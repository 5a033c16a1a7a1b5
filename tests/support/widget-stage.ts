import { createServer, type RequestListener } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { connectOperator, createTestTeam, type TestOperator, type TestTeam } from './operator.ts';
import type { TestTeamWishes } from './test-team.ts';

/** Relay, site and an NGO's page as processes, with a test team in place of the desktop app. */
export interface WidgetStage {
  readonly team: TestTeam;
  readonly relay: string;
  /** The NGO's page with the snippet on it. */
  readonly page: string;
  /** Origin of loader and frame. */
  readonly site: string;
  readonly snippet: string;
  /** Another NGO page with its own snippet, say with other `data-` attributes; up to three. */
  readonly pageWith: (change: (snippet: string) => string) => Promise<string>;
  /** A website of the test's own at an address that may show the chat; counts as one of those pages. */
  readonly website: (answer: RequestListener) => Promise<string>;
  /** Signs the first device in; the first time it brings the document. */
  readonly operator: (wishes?: {
    readonly device?: number;
    readonly here?: boolean;
  }) => Promise<TestOperator>;
  /** Every file that relay, site and page have written: logs and database. */
  readonly written: () => Promise<readonly string[]>;
  /** SIGKILL; nothing listens until {@link WidgetStage.startRelay}. */
  readonly killRelay: () => Promise<void>;
  readonly startRelay: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface WidgetStageWishes extends Omit<TestTeamWishes, 'origins'> {
  /**
   * The frame is on another *site* than the page, not only on another origin: a browser that blocks
   * third-party storage (Debian's Chromium does) then lets it keep nothing.
   */
  readonly foreign?: boolean;
  /** What lies between the reporters and the relay: a cable a test can pull. Operators do without. */
  readonly cable?: (relayPort: number) => Promise<{ readonly port: number }>;
}

/** Starts everything on free ports of 127.0.0.1, with what it writes in a folder that `stop` removes. */
export async function openWidgetStage(wishes: WidgetStageWishes = {}): Promise<WidgetStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'widget-'));
  const relayPort = await freePort();
  const relay = `ws://127.0.0.1:${relayPort}`;
  const cable = await wishes.cable?.(relayPort);
  const door = cable === undefined ? relay : `ws://127.0.0.1:${cable.port}`;
  const team = createTestTeam({ ...wishes, origins: [door] });
  const stops: (() => Promise<void>)[] = [];
  let child: Child<{ readonly claim: string | null }> | undefined;
  let claim: string | null = null;

  const startRelay = async (): Promise<void> => {
    const env = {
      RELAY_PORT: String(relayPort),
      RELAY_DB: path.join(folder, 'relay.sqlite'),
      RELAY_ORIGINS: [relay, door].join(','),
    };
    child = await startChild('server/main.ts', env, path.join(folder, 'relay.log'));
    claim = child.ready.claim;
  };
  await startRelay();

  const pages = [await freePort(), await freePort(), await freePort(), await freePort()];
  const embedders = pages.map((port) => `http://www.ngo.localhost:${port}`);
  const sitePort = await freePort();
  const siteOrigin = `http://${wishes.foreign === true ? '127.0.0.1' : 'chat.ngo.localhost'}:${sitePort}`;
  const site = await startChild<{ readonly port: number; readonly snippet: string }>(
    'server/site/main.ts',
    {
      SITE_PORT: String(sitePort),
      SITE_ORIGIN: siteOrigin,
      SITE_TEAM: team.pin,
      SITE_RELAY: door,
      SITE_EMBEDDERS: embedders.join(','),
    },
    path.join(folder, 'site.log'),
  );
  stops.push(site.stop);
  const { snippet } = site.ready;

  const takePort = (): number => {
    const port = pages.shift();
    if (port === undefined) throw new Error('no more pages');
    return port;
  };

  const openPage = async (html: string): Promise<string> => {
    const port = takePort();
    const env = { DEMO_PORT: String(port), DEMO_SNIPPET: html };
    const page = await startChild('server/site/demo/main.ts', env, path.join(folder, 'page.log'));
    stops.push(page.stop);
    return `http://www.ngo.localhost:${port}/`;
  };

  return {
    team,
    relay,
    snippet,
    site: siteOrigin,
    page: await openPage(snippet),
    pageWith: (change) => openPage(change(snippet)),
    website: async (answer) => {
      const port = takePort();
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      stops.push(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return `http://www.ngo.localhost:${port}/`;
    },
    operator: ({ device, here } = {}) => {
      const chosen = team.devices[device ?? 0];
      if (chosen === undefined) throw new Error('no such device');
      const code = claim;
      claim = null;
      return connectOperator({
        team,
        relay,
        device: chosen,
        ...(code === null ? {} : { claim: code }),
        ...(here === undefined ? {} : { here }),
      });
    },
    written: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name)),
    killRelay: async () => child?.kill(),
    startRelay,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await child?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
