/** Real vaults with real links on one real relay: only windows and disks are left out. */
import 'fake-indexeddb/auto';
import { Link } from '../../src/main/link/link.ts';
import { linkRequests } from '../../src/main/link/requests.ts';
import { PASSPHRASE, startApp, type App } from '../../src/renderer/vault/testing/bench.ts';
import { testEnv, type TestEnv } from '../../src/renderer/vault/testing/test-env.ts';

export interface AppOnRelay extends Pick<App, 'desk' | 'facts' | 'disk' | 'database'> {
  readonly stop: () => void;
}

interface Before {
  /** What an app that was stopped has left. */
  readonly left?: Pick<App, 'disk' | 'database'>;
  /** How far its clock is ahead of the wall's, ms: days that a test does not wait for. */
  readonly ahead?: () => number;
}

export function appOnRelay({ left, ahead = () => 0 }: Before = {}): AppOnRelay {
  const link = new Link({ mayTell: async () => true, onWake: () => null, random: () => 0 });
  const app = startApp({ ...left, env: clockOnTheWall(ahead), line: linkRequests(link) });
  link.seat(app.main.tell);
  return {
    desk: app.desk,
    facts: app.facts,
    disk: app.disk,
    database: app.database,
    stop: () => {
      app.crash();
      link.stop();
    },
  };
}

/** Founds a team whose first device is this app; answers its root code. */
export async function foundOn(
  app: AppOnRelay,
  at: { readonly relay: string; readonly claim: string; readonly alias: string },
): Promise<string> {
  const about = { teamName: 'Probeteam', language: 'de', passphrase: PASSPHRASE } as const;
  const created = await app.desk.createTeam({ ...at, ...about });
  if (!created.ok) throw new Error(`no team: ${created.refusal}`);
  return created.value.rootCode;
}

/** A relay keeps real time, so the vault has to. */
const clockOnTheWall = (ahead: () => number): TestEnv => ({
  ...testEnv(),
  now: () => Date.now() + ahead(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
});
