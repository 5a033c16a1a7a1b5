import type { CaseFile } from '../../../src/contract/case.ts';
import {
  PROPOSED_RETENTION,
  RETENTION_CLASSES,
  type RetentionItem,
  type RetentionProof,
  type RetentionRules,
  type Subject,
} from '../../../src/contract/retention.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { DAY, hex, job, pause, type Parts, type Some } from './fake-parts.ts';
import { idOf } from './fake-talk.ts';

const item = (n: number, more: Partial<RetentionItem>): RetentionItem => ({
  class: 'chat-without-case',
  id: `r-${n}`,
  what: ['Kiefer 91', 'Esche 44', 'Buche 15', 'Weide 63', 'Ulme 20'][n % 5] ?? '',
  since: Date.now() - (20 + n) * DAY,
  due: Date.now() - (13 + n) * DAY,
  ...more,
});

const noPeriods = Object.fromEntries(
  RETENTION_CLASSES.map((name) => [name, null]),
) as unknown as RetentionRules;

/** How long things stay, and what becomes of a case. */
export function fakeRetention(
  parts: Parts,
): Some<
  | 'retention'
  | 'setRetention'
  | 'previewRetention'
  | 'runRetention'
  | 'readRetentionNews'
  | 'putOffRetention'
  | 'exportProofs'
  | 'findSubject'
  | 'closeCase'
  | 'holdCase'
  | 'eraseCase'
  | 'eraseConversation'
> {
  const { cases, tell, wishes } = parts;
  let rules = PROPOSED_RETENTION;
  let found: Subject | null = null;
  let proof: RetentionProof | null = null;
  const change = (id: string, edit: (file: CaseFile) => CaseFile) => {
    const file = cases.get(id);
    if (file === undefined) return refuse('unknown-case');
    const next = edit(file);
    cases.set(id, next);
    tell({ type: 'case-changed', case: next });
    return ok(null);
  };
  return {
    retention: async () => ({
      rules: wishes.refuse === 'newer-rules' ? noPeriods : rules,
      shared: true,
      unread: wishes.refuse === 'newer-rules',
      mayEdit: wishes.refuse !== 'member',
      held: 1,
      lastRun: proof?.at ?? null,
      lastProof: proof,
    }),
    setRetention: async (input) => {
      ({ rules } = input);
      return ok(null);
    },
    previewRetention: async () => ({
      token: 't',
      items: wishes.empty
        ? []
        : [
            ...Array.from({ length: 7 }, (_, n) => item(n, {})),
            item(8, { class: 'case-documentation', what: '2024-0031' }),
          ],
      held: wishes.empty ? [] : [item(9, { class: 'case-documentation', what: '2023-0007' })],
      kept: wishes.empty
        ? []
        : [
            item(2, {
              class: 'chat-of-abuse',
              what: 'Linde 08',
              since: Date.now() - 20 * DAY,
              due: Date.now() + 160 * DAY,
            }),
          ],
    }),
    runRetention: async () => {
      await job(parts, 'erase');
      proof = {
        at: Date.now(),
        deleted: { 'chat-without-case': 7, 'case-documentation': 1 },
        held: 1,
        rules,
        hash: hex('0f5d57ab'),
        signature: hex('9e7d4971').repeat(2),
        device: hex('a1b2').slice(0, 32),
      };
      return ok(proof);
    },
    readRetentionNews: async () => {
      tell({ type: 'retention-news', news: false });
      return ok(null);
    },
    putOffRetention: async () => {
      tell({ type: 'retention-due', due: false });
      return ok(null);
    },
    exportProofs: async () => ok({ name: 'retention-proofs-2026-11-22.jsonl' }),
    findSubject: async ({ code }) => {
      await pause(40);
      if (code.length < 8) return refuse('bad-code');
      if (code.startsWith('0000')) return ok(null);
      const held = code.startsWith('1111');
      found = {
        conversation: idOf(1),
        name: 'Ahorn 27',
        messages: 5,
        cases: [
          { id: 'case-1', reference: '2026-0117', held: false },
          ...(held ? [{ id: 'case-2', reference: '2026-0117-b', held }] : []),
        ],
      };
      return ok(found);
    },
    closeCase: async ({ case: id, closed }) =>
      change(id, (file) => ({ ...file, closedAt: closed ? Date.now() : null })),
    holdCase: async ({ case: id, reason }) =>
      change(id, (file) => ({
        ...file,
        hold: reason === null ? null : { reason, since: Date.now() },
      })),
    eraseCase: async ({ case: id }) => {
      await job(parts, 'erase');
      cases.delete(id);
      tell({ type: 'case-gone', case: id });
      return ok(null);
    },
    eraseConversation: async ({ conversation }) => {
      await job(parts, 'erase');
      const left = (found?.cases ?? []).filter(({ held }) => held);
      if (found?.conversation === conversation && left.length > 0) {
        return ok({ ...found, cases: left });
      }
      tell({ type: 'conversation-gone', conversation });
      return ok(null);
    },
  };
}
