/** Vault, testing: a whole operator's app without windows: disk, main, vault and a desk to ask. */
import {
  deskRequests,
  type Desk,
  type DeskFact,
  type DeskRequests,
} from '../../../contract/desk.ts';
import { openDoor } from '../../../contract/port.ts';
import { startVault } from '../vault.ts';
import { FakeDisk } from './fake-disk.ts';
import { FakeMain, portPair, type Real } from './fake-main.ts';
import { CLAIM, FakeRelay } from './fake-relay.ts';
import { settled, testEnv, type TestEnv } from './test-env.ts';

export const PASSPHRASE = 'richtig Pferd Batterie';

export interface App {
  readonly env: TestEnv;
  readonly disk: FakeDisk;
  readonly relay: FakeRelay;
  readonly main: FakeMain;
  readonly desk: Desk;
  readonly facts: DeskFact[];
  readonly database: string;
  /** Ends the app without locking, as a crash does. */
  readonly crash: () => void;
}

let databases = 0;

/** Starts an app over this disk and relay; new ones where none are given. */
export function startApp(
  from: Real & {
    readonly env?: TestEnv;
    readonly disk?: FakeDisk;
    readonly relay?: FakeRelay;
    readonly database?: string;
  } = {},
): App {
  const env = from.env ?? testEnv();
  const disk = from.disk ?? new FakeDisk();
  const relay = from.relay ?? new FakeRelay(env.now);
  databases += 1;
  const database = from.database ?? `vault-${databases}`;
  const main = new FakeMain(disk, relay, from);
  const [above, below] = portPair();
  const stop = startVault({ carrier: main.port, desk: below, env, database });
  const { door: desk, close } = openDoor<DeskRequests, DeskFact>(above, deskRequests);
  const facts: DeskFact[] = [];
  desk.onFact((fact) => facts.push(fact));
  return {
    env,
    disk,
    relay,
    main,
    desk,
    facts,
    database,
    crash: () => {
      main.stop();
      close();
      stop();
    },
  };
}

/** Ends the app and starts it again over the same disk, relay and database. */
export function restart(app: App, changes: { readonly database?: string } = {}): App {
  app.crash();
  app.disk.appendsUntilCrash = Infinity;
  app.disk.crashAfter = Infinity;
  const { env, disk, relay, database } = app;
  return startApp({ env, disk, relay, database, ...changes });
}

/** A new team, its device signed in and waiting. */
export async function newTeam(
  from: Parameters<typeof startApp>[0] = {},
): Promise<App & { readonly rootCode: string }> {
  const app = startApp(from);
  const created = await app.desk.createTeam({
    relay: 'ws://127.0.0.1:1',
    claim: CLAIM,
    teamName: 'Anlaufstelle',
    alias: 'Team Ahorn',
    language: 'de',
    passphrase: PASSPHRASE,
  });
  if (!created.ok) throw new Error(`no team: ${created.refusal}`);
  await settled();
  return { ...app, rootCode: created.value.rootCode };
}
