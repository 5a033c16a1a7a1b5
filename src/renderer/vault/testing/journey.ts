/** Vault, testing: short words for what most journeys do. */
import type { ConversationId, ConversationSummary, OpenMessage } from '../../../contract/desk.ts';
import { newTeam, type App } from './bench.ts';
import { FakeReporter } from './fake-reporter.ts';

/** For expect.poll: the machine may be busy. */
export const POLL = { timeout: 15_000 };

const apps: App[] = [];

/** Remembers an app, to be ended by {@link endAll}. */
export function keep<T extends App>(app: T): T {
  apps.push(app);
  return app;
}

/** For afterEach. */
export function endAll(): void {
  for (const app of apps.splice(0)) app.crash();
}

export const team = async (): Promise<App & { readonly rootCode: string }> => keep(await newTeam());

export const reporterOf = (app: App): FakeReporter => new FakeReporter(app.relay, app.env.now);

export const read = async (
  app: App,
  conversation: ConversationId,
): Promise<readonly OpenMessage[]> =>
  (await app.desk.read({ conversation, before: null, limit: 100 })).messages;

/** The first lines of the inbox. */
export const inboxOf = async (app: App): Promise<readonly ConversationSummary[]> =>
  (await app.desk.conversations({ from: 0, limit: 50 })).conversations;

export const textsOf = (messages: readonly OpenMessage[]): readonly string[] =>
  messages.map((message) => (message.kind === 'text' ? message.text : ''));
