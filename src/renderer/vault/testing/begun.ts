/** Vault, testing: a founded team with one conversation of one message, and what to do with it. */
import { readDocument } from '../../../../protocol/team/document.ts';
import { PASSPHRASE, restart, type App } from './bench.ts';
import type { FakeReporter } from './fake-reporter.ts';
import { keep, read, reporterOf, team, textsOf } from './journey.ts';
import { settled } from './test-env.ts';

export async function begun(): Promise<{ readonly app: App; readonly reporter: FakeReporter }> {
  const app = await team();
  await app.desk.team(null);
  const reporter = reporterOf(app);
  reporter.say('Erste');
  await settled();
  return { app, reporter };
}

/** The same app started again, and what unlocking answered. */
export async function unlocked(
  app: App,
  changes: { readonly database?: string } = {},
): Promise<App & { readonly answer: unknown }> {
  const again = keep(restart(app, changes));
  const answer = await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  return { ...again, answer };
}

export const texts = async (app: App, reporter: FakeReporter): Promise<readonly string[]> =>
  textsOf(await read(app, reporter.keys.conversation));

/** Envelopes the relay still holds for the first device. */
export function waitingFor(app: App): number {
  const [device] = readDocument(app.relay.document).devices;
  return app.relay.queue(device?.id ?? '').waiting.size;
}
