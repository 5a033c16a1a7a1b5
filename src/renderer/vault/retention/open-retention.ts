/**
 * Vault, retention: rules, preview and run. Nothing goes by itself: a person looks at the list of what
 * would go and confirms exactly that list (ADR 0016).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Carrier } from '../../../contract/carrier.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import {
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionItem,
  type RetentionProof,
  type RetentionRules,
} from '../../../contract/retention.ts';
import { FileId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { PaperRefusal } from '../../../contract/papers.ts';
import type { Audit, AuditParts, AuditStretch } from '../audit/audit.ts';
import type { Env } from '../env.ts';
import { destroy } from '../erase/destroy.ts';
import type { EraseParts } from '../erase/parts.ts';
import type { Evidence } from '../evidence/open-evidence.ts';
import type { Watch } from '../jobs.ts';
import type { Papers } from '../papers/open-papers.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { auditUntil, dueAt, wholesOf, type Due, type Kept } from './due.ts';
import { proofFile, prove } from './proof.ts';
import { RetentionReminder } from './reminder.ts';
import { differing, readRules, rulesSchema } from './rules.ts';
import { RetentionSettings, type SettingParts } from './settings.ts';

export interface RetentionParts extends EraseParts, SettingParts {
  readonly env: Pick<Env, 'ticks' | 'now' | 'later' | 'fault'>;
  readonly store: EraseParts['store'] & Pick<VaultStore, 'get' | 'each' | 'commit'>;
  readonly carrier: Pick<Carrier, 'dropFiles' | 'save'>;
  readonly evidence: Pick<Evidence, 'remove'>;
  readonly audit: Pick<Audit, 'note' | 'noteWith' | 'durable' | 'began' | 'oldest' | 'cut'>;
  readonly papers: Pick<Papers, 'read' | 'edit' | 'stands' | 'mark' | 'mayWrite'>;
  readonly device: AuditParts['device'];
  /** The public keys this vault's device had under another id. */
  readonly formerKeys: (device: string) => AuditParts['device']['keys'] | null;
}

type Answer<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

export interface Retention {
  readonly view: () => Answer<'retention'>;
  readonly set: (rules: RetentionRules) => Answer<'setRetention'>;
  readonly preview: () => Answer<'previewRetention'>;
  /** Destroys what the preview of this token named, all cases and conversations at one moment. */
  readonly run: (token: string) => Answer<'runRetention'>;
  /** All proofs there are, in one file. */
  readonly exportProofs: () => Answer<'exportProofs'>;
  readonly reminder: Pick<RetentionReminder, 'begin' | 'stop' | 'look' | 'read' | 'putOff'>;
}

export const openRetention = (parts: RetentionParts): Retention => new Keeper(parts);

/** What is due now, under which rules. */
interface Plan extends Due {
  readonly rules: RetentionRules;
  readonly audit: AuditStretch | null;
  readonly token: string;
}

/** Why a paper could not be written, in words of its own. Rules are a few hundred bytes: too large are none. */
const RULES_STAY = {
  'not-coordinator': 'not-allowed',
  'newer-version': 'newer-rules',
  'too-large': 'bad-rules',
  'disk-full': 'disk-full',
} as const satisfies Record<PaperRefusal, string>;

type RunRefusal = 'disk-full' | 'stopped';

class Keeper implements Retention {
  readonly #parts: RetentionParts;
  readonly #settings: RetentionSettings;
  readonly reminder: RetentionReminder;
  /** The newest proof, also while a full disk keeps it waiting. */
  #last: RetentionProof | null = null;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#settings = new RetentionSettings(parts);
    this.reminder = new RetentionReminder({
      ...parts,
      settings: this.#settings,
      device: parts.device.id,
      isDue: async () => await this.#isDue(),
    });
  }

  readonly view: Retention['view'] = async () => {
    const lastProof = await this.#lastProof();
    return {
      ...(await this.#settings.rules()),
      shared: this.#parts.papers.stands('retention'),
      mayEdit: this.#parts.papers.mayWrite(),
      held: [...this.#parts.cases.heads()].filter(([, { held }]) => held).length,
      lastRun: lastProof?.at ?? null,
      lastProof,
    };
  };

  readonly set: Retention['set'] = async (wanted) => {
    const { papers, audit } = this.#parts;
    if (!papers.mayWrite()) return refuse('not-allowed');
    const rules = readRules(wanted);
    if (rules === null) return refuse('bad-rules');
    let count = 0;
    const written = await papers.edit('retention', rulesSchema, async () => {
      const before = await this.#settings.rules();
      count = differing(before.rules, rules);
      // What only this device went by becomes the team's also without a change.
      const same = count === 0 && !before.unread && papers.stands('retention');
      return ok({ value: rules, same });
    });
    if (!written.ok) return refuse(RULES_STAY[written.refusal]);
    if (count > 0) audit.note('retention-changed', { count });
    return ok(null);
  };

  readonly preview: Retention['preview'] = async () => {
    const { token, items, held, kept } = await this.#plan();
    this.reminder.look();
    return { token, items, held, kept };
  };

  readonly run: Retention['run'] = async (token) => {
    const plan = await this.#plan();
    if (plan.token !== token) return refuse('changed');
    if (plan.items.length === 0) return refuse('nothing');
    // What an earlier run did must be proven before the next one begins.
    if (!(await this.#parts.audit.durable())) return refuse('disk-full');
    return await this.#parts.jobs.run<RetentionProof, RunRefusal>(
      'erase',
      async (watch) => await this.#run(plan, watch),
    );
  };

  readonly exportProofs: Retention['exportProofs'] = async () => {
    const last = await this.#lastProof();
    if (last === null) return refuse('nothing');
    const { audit, carrier, device, env, formerKeys } = this.#parts;
    await audit.durable();
    const kept = await this.#settings.proofs();
    // Handed out is only what this vault goes on having: the log says the same of it.
    if (!kept.some(({ hash }) => hash === last.hash)) return refuse('disk-full');
    const keysOf = (of: string): AuditParts['device']['keys'] => formerKeys(of) ?? device.keys;
    const saved = await carrier.save(proofFile(kept, keysOf, env.now()));
    if (saved.ok) audit.note('proofs-exported', { count: kept.length });
    return saved;
  };

  /** Single files of evidence, then everything that goes whole, then the old part of the log; and the proof of what really went. */
  async #run(plan: Plan, watch: Watch): Promise<Outcome<RetentionProof, RunRefusal>> {
    const { removed, refusal } = await this.#removeFiles(plan.items, watch);
    const destroyed = refusal === null ? await this.#destroy(plan.items, watch) : refuse(refusal);
    if (!destroyed.ok) {
      // Nobody sees it, but it is written down: these files are gone.
      if (removed.length > 0) await this.#prove(plan, removed, 0);
      return destroyed;
    }
    const cut = await this.#cut(plan);
    return ok(await this.#prove(plan, [...removed, ...destroyed.value], cut));
  }

  /** Signed, and written down with its event in one commit: no log names a run whose proof is not kept. On a full disk both wait. */
  async #prove(plan: Plan, went: readonly RetentionItem[], cut: number): Promise<RetentionProof> {
    const { audit, device, env } = this.#parts;
    const run = {
      at: env.now(),
      deleted: countsOf(went, cut),
      held: plan.held.length,
      rules: plan.rules,
    };
    const proof = prove(run, device);
    this.#last = proof;
    const changes = await this.#settings.proofChanges(proof);
    await audit.noteWith('retention-run', { about: proof.hash, count: went.length + cut }, changes);
    this.reminder.look();
    return proof;
  }

  /** Files whose case stays. One that went meanwhile, or is held now, is passed over. */
  async #removeFiles(
    items: readonly RetentionItem[],
    watch: Watch,
  ): Promise<{ readonly removed: readonly RetentionItem[]; readonly refusal: RunRefusal | null }> {
    const { cases, evidence } = this.#parts;
    const whole = new Set(wholesOf(items).cases);
    const owners = new Map(
      [...cases.heads()].flatMap(([, { id, files }]) => files.map((file) => [file, id] as const)),
    );
    const removed: RetentionItem[] = [];
    for (const item of items.filter((one) => one.class === 'evidence')) {
      const owner = owners.get(FileId(item.id));
      if (owner === undefined || whole.has(owner)) continue;
      if (watch.stopped()) return { removed, refusal: 'stopped' };
      const gone = await evidence.remove(owner, FileId(item.id));
      if (gone.ok) removed.push(item);
      else if (gone.refusal === 'disk-full') return { removed, refusal: 'disk-full' };
    }
    return { removed, refusal: null };
  }

  /** What came in, was reopened or held since the preview is no longer due and stays. */
  async #destroy(
    items: readonly RetentionItem[],
    watch: Watch,
  ): Promise<Outcome<readonly RetentionItem[], RunRefusal>> {
    return await this.#parts.oneByOne<Outcome<readonly RetentionItem[], RunRefusal>>(async () => {
      const due = new Set((await this.#plan()).items.map(nameOf));
      const still = items.filter((item) => due.has(nameOf(item)) && item.class !== 'audit-log');
      if (still.length === 0 && items.every((item) => item.class === 'audit-log')) return ok([]);
      const wholes = wholesOf(still);
      const files = this.#filesOf(wholes.cases);
      const destroyed = await destroy(this.#parts, wholes, watch);
      // A file whose case is due no longer has stayed with it.
      return destroyed.ok
        ? ok(still.filter(({ class: kind, id }) => kind !== 'evidence' || files.has(id)))
        : destroyed;
    });
  }

  #filesOf(cases: readonly string[]): ReadonlySet<string> {
    return new Set(cases.flatMap((id) => this.#parts.cases.head(id)?.files ?? []));
  }

  /** How many events of the audit log went. On a full disk none, and they stay due. */
  async #cut({ items, audit }: Plan): Promise<number> {
    if (audit === null || !items.some((item) => item.class === 'audit-log')) return 0;
    const cut = await this.#parts.audit.cut(audit);
    return cut.ok ? audit.count : 0;
  }

  /** As the plan would say it, with no more of the log read than where it begins. */
  async #isDue(): Promise<boolean> {
    const { book, cases, env, audit } = this.#parts;
    const { rules } = await this.#settings.rules();
    const now = env.now();
    const until = auditUntil(rules, now);
    const began = until === null ? null : await audit.began();
    if (until !== null && began !== null && began <= until) return true;
    return dueAt(rules, { ...keptIn(book, cases), audit: null }, now).items.length > 0;
  }

  async #plan(): Promise<Plan> {
    const { book, cases, env, audit } = this.#parts;
    const { rules } = await this.#settings.rules();
    const now = env.now();
    const until = auditUntil(rules, now);
    const old = until === null ? null : await audit.oldest(until);
    const due = dueAt(rules, { ...keptIn(book, cases), audit: old }, now);
    return { ...due, rules, audit: old, token: tokenOf(due, rules) };
  }

  async #lastProof(): Promise<RetentionProof | null> {
    this.#last ??= await this.#settings.lastProof();
    return this.#last;
  }
}

const keptIn = (
  book: Pick<RetentionParts['book'], 'heads'>,
  cases: Pick<RetentionParts['cases'], 'heads'>,
): Pick<Kept, 'chats' | 'cases'> => ({
  chats: [...book.heads()].map(([, head]) => head),
  cases: [...cases.heads()].map(([, line]) => line),
});

const nameOf = (item: RetentionItem): string => `${item.class}/${item.id}`;

function countsOf(
  went: readonly RetentionItem[],
  events: number,
): Readonly<Partial<Record<RetentionClass, number>>> {
  const counts: Partial<Record<RetentionClass, number>> = {};
  for (const item of went) counts[item.class] = (counts[item.class] ?? 0) + 1;
  return events === 0 ? counts : { ...counts, 'audit-log': events };
}

/** The exact list and the rules it follows from, by hash. */
const tokenOf = ({ items, held }: Due, rules: RetentionRules): string => {
  const list = (all: readonly RetentionItem[]): unknown =>
    all.map((item) => [item.class, item.id, item.since, item.due]);
  const days = RETENTION_CLASSES.map((name) => rules[name]);
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([list(items), list(held), days]))));
};
