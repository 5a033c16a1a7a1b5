import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildSite } from '../../tools/build-site.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { faultProxy, type FaultProxy } from '../fault/proxy.ts';

interface RelayReady {
  readonly setup: string | null;
}

interface SiteReady {
  readonly port: number;
  readonly snippet: string;
}

interface PageReady {
  readonly port: number;
}

/** Relay, site and NGO page as three processes on this machine, with everything they write below `folder`. */
export interface Stage {
  /** The link that opens a new team's first run with address and claim code filled in. */
  readonly setup: string;
  /** Holds back or cuts what passes between the desktop app and the relay; the widget has its own way. */
  readonly appDoor: FaultProxy;
  /** The widget's. */
  readonly reporterDoor: FaultProxy;
  /** SIGKILL. */
  readonly killRelay: () => Promise<void>;
  /** Starts it again on the same database and port. */
  readonly startRelay: () => Promise<void>;
  /** Serves loader, frame and the NGO's page for this team; returns the page's address. */
  readonly openSite: (pin: string) => Promise<string>;
  readonly relayFolder: string;
  readonly logFolder: string;
  readonly stop: () => Promise<void>;
}

/** Starts the relay and two doors in front of it, one for the desktop app and one for the widget. */
export async function openStage(folder: string): Promise<Stage> {
  const relayFolder = path.join(folder, 'relay');
  const logFolder = path.join(folder, 'logs');
  await mkdir(relayFolder, { recursive: true });
  await mkdir(logFolder, { recursive: true });
  await buildSite();
  const stops: (() => Promise<void>)[] = [];

  const port = await freePort();
  const appDoor = await faultProxy(port);
  const reporterDoor = await faultProxy(port);
  const origins = [appDoor, reporterDoor].map((door) => `ws://127.0.0.1:${door.port}`);
  const startRelay = (): Promise<Child<RelayReady>> =>
    startChild<RelayReady>(
      'server/main.ts',
      {
        RELAY_PORT: String(port),
        RELAY_ORIGINS: origins.join(','),
        RELAY_DB: path.join(relayFolder, 'relay.sqlite'),
      },
      path.join(logFolder, 'relay.log'),
    );
  let relay = await startRelay();
  const setup = relay.ready.setup;
  if (setup === null) throw new Error('a new relay prints a claim code');

  const openSite = async (pin: string): Promise<string> => {
    // The frame allows only sites it knows, and the page needs the frame's snippet: the page's port comes first.
    const pagePort = await freePort();
    const page = `http://localhost:${pagePort}`;
    const site = await startChild<SiteReady>(
      'server/site/main.ts',
      {
        SITE_HOST: 'localhost',
        SITE_PORT: '0',
        SITE_TEAM: pin,
        SITE_RELAY: `ws://127.0.0.1:${reporterDoor.port}`,
        SITE_EMBEDDERS: page,
      },
      path.join(logFolder, 'site.log'),
    );
    stops.push(site.stop);
    const ngo = await startChild<PageReady>(
      'server/site/demo/main.ts',
      { DEMO_PORT: String(pagePort), DEMO_SNIPPET: site.ready.snippet },
      path.join(logFolder, 'page.log'),
    );
    stops.push(ngo.stop);
    return page;
  };

  return {
    setup,
    appDoor,
    reporterDoor,
    killRelay: () => relay.kill(),
    startRelay: async () => {
      relay = await startRelay();
    },
    openSite,
    relayFolder,
    logFolder,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([appDoor.close(), reporterDoor.close()]);
      await relay.stop();
    },
  };
}
