import type { CaseFile } from '../../../src/contract/case.ts';
import type { ConversationId, ConversationSummary, DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import type { JobName } from '../../../src/contract/jobs.ts';
import type { KeepingRequests } from '../../../src/contract/keeping.ts';
import type { FakeWishes } from './fake-desk.ts';

/** What every fake handler may touch. */
export interface Parts {
  readonly wishes: FakeWishes;
  readonly cases: Map<string, CaseFile>;
  readonly lines: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly tell: (fact: DeskFact) => void;
  /** The vault is there and open from now on. */
  readonly opened: () => void;
}

export type Some<K extends keyof KeepingRequests> = Pick<Handlers<KeepingRequests>, K>;

export const DAY = 24 * 3600_000;
export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
export const hex = (part: string): string => part.repeat(8);

/** Runs as long as the picture needs it, telling how far it is. */
export async function job({ tell, wishes }: Parts, name: JobName): Promise<void> {
  const total = 1000;
  for (const done of [120, 430, 800]) {
    tell({ type: 'job', state: { job: name, state: 'running', done, total } });
    await pause(wishes.refuse === 'slow' ? 20_000 : 30);
  }
  tell({ type: 'job', state: { job: name, state: 'done', done: total, total } });
}
