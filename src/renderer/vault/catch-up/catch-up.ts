/**
 * Vault, catch-up: asks colleagues' devices for what this one missed (PROTOCOL §4, Catching up; ADR 0033).
 *
 * One colleague at a time, one digest out and one answer back. How far it has come is written with the messages of
 * the same answer, so a lock or a crash costs one round, and an answer that comes again changes nothing.
 */
import {
  MessageId,
  type ConversationId,
  type DeviceId,
  type RowId,
} from '../../../../protocol/ids.ts';
import type { TeamBody } from '../../../../protocol/talk/body.ts';
import type {
  DeletionContent,
  DigestContent,
  ToldContent,
} from '../../../../protocol/talk/content.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { CatchUpView } from '../../../contract/catch-up.ts';
import type { Conversation } from '../inbox/conversation.ts';
import type { Draft } from '../inbox/draft.ts';
import type { Known } from '../inbox/judge.ts';
import type { InboxParts } from '../inbox/parts.ts';
import {
  BATCH_ENVELOPES,
  CATCH_UP_AGAIN_MS,
  CATCH_UP_BEGIN_MS,
  CATCH_UP_GAP_MS,
  CATCH_UP_PACE_MS,
  CATCH_UP_PATIENCE_MS,
  CATCH_UP_SEEN_MS,
} from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change } from '../store/vault-store.ts';
import { answerTo } from './answer.ts';
import { Answers } from './answers.ts';
import { digestOf } from './digest.ts';
import { mayHave } from './may-have.ts';
import { letterTo, letterToAll, type LetterParts } from './letter.ts';
import {
  askedAgain,
  begunRun,
  nextGap,
  onlineAt,
  readProgress,
  withAnswer,
  withAsked,
  withGap,
  withGapAsked,
  withSilent,
  type Passed,
  type Progress,
  type Run,
} from './run.ts';
import { Timers } from './timers.ts';
import { toldIn, type Told } from './take-told.ts';

export type CatchUpParts = Omit<InboxParts, 'presence'> &
  LetterParts & {
    /** When a device was last heard of. */
    readonly lastSeen: (device: DeviceId) => number | null;
    /** It was here first, or a person here has said yes to it. */
    readonly tellsEarlier: (device: DeviceId) => boolean;
  };

type Timer = 'round' | 'patience' | 'again' | 'seen' | 'gap';

/** Reads how far it had come. */
export async function openCatchUp(parts: CatchUpParts): Promise<CatchUp> {
  const { store } = parts;
  const id = rowOf(parts);
  return new CatchUp(parts, store.has(id) ? readProgress(await store.get('setting', id)) : null);
}

export class CatchUp {
  readonly #parts: CatchUpParts;
  readonly #answers: Answers;
  readonly #timers: Timers<Timer>;
  /** Null: this device has never been online. */
  #progress: Progress | null;
  /** What devices asked that nobody here has said yes to, the newest of each. */
  readonly #unheard = new Map<DeviceId, TeamBody & DigestContent>();
  #online = false;
  #stopped = false;
  #asking = false;
  #shown = '';

  constructor(parts: CatchUpParts, progress: Progress | null) {
    this.#parts = parts;
    this.#progress = progress;
    this.#timers = new Timers(parts.env);
    this.#answers = new Answers({
      env: parts.env,
      answer: async (by, mid, digest) =>
        await answerTo(parts, { by, mid, digest, behind: this.#isBehind() }),
      send: async (to, content) => {
        const [colleague] = this.#colleagues().filter(({ device }) => device.id === to);
        if (colleague === undefined || !this.#online) return false;
        const letter = letterTo(parts, colleague, { mid: MessageId.random(), content });
        const posted = await parts.carrier.post(letter);
        return posted.ok && posted.value.includes('accepted');
      },
    });
  }

  online(online: boolean): void {
    this.#online = online;
    this.#timers.stopAll();
    if (online) this.#in('round', CATCH_UP_BEGIN_MS, async () => await this.#begin());
    this.#show();
  }

  async pause(paused: boolean): Promise<null> {
    await this.#changeRun((run) => ({ ...run, paused }));
    if (paused) this.#timers.stop('patience');
    else await this.#ask();
    return null;
  }

  /** A message came and left a gap before it. */
  gap(conversation: ConversationId): void {
    const { env } = this.#parts;
    void this.#change((now) => (now === null ? null : withGap(now, conversation, env.now()))).then(
      () => this.#waitForGap(),
    );
  }

  /** A person here followed a reporter's wish. Said once: who was away hears of it by comparing. */
  readonly followed = (wish: Omit<DeletionContent, 'type'>): void => {
    const { own, operators, carrier, env } = this.#parts;
    const letter = letterToAll(this.#parts, { type: 'deletion', ...wish });
    if (letter === null || !operators().has(own)) return;
    void carrier.post(letter).catch(env.fault);
  };

  /** A colleague asks. */
  question(by: DeviceId, digest: TeamBody & DigestContent): void {
    const { own, operators, tellsEarlier } = this.#parts;
    if (!operators().has(own) || !operators().has(by)) return;
    if (tellsEarlier(by)) this.#answers.add(by, digest);
    else this.#unheard.set(by, digest);
  }

  /** A person has said yes: what it asked meanwhile is answered. */
  mayHear(by: DeviceId): void {
    const digest = this.#unheard.get(by);
    this.#unheard.delete(by);
    if (digest !== undefined) this.question(by, digest);
  }

  /** Takes it in, and with it how far the comparison has come. */
  async take(
    draft: Draft,
    {
      by,
      told,
      known,
    }: { readonly by: DeviceId; readonly told: ToldContent; readonly known: Known },
  ): Promise<void> {
    const before = this.#progress;
    if (before === null || before.run === null || !this.#isAsked(by, told)) return;
    const messages = toldIn(told, { by, now: this.#parts.env.now() }, known);
    if (!(await this.#parts.buckets.ensure(roomFor(messages, known))).ok) return;
    for (const { verdict, held, as } of messages) await draft.message(verdict, held, as);
    for (const id of told.erased ?? []) await draft.erasedBy(by, id);
    const { only } = before.run;
    const isOpen = only !== null && hasGap(await draft.conversation(only));
    const answer = { ...told, behind: told.behind || isOpen };
    const run = withAnswer(before.run, answer, by, (passed) => this.#others(passed).length > 0);
    const isOver = run === null && only !== null;
    const asked = isOver ? withGapAsked(before, only, this.#parts.env.now()) : before;
    const next = { ...asked, run };
    draft.also(this.#changeTo(next));
    draft.afterwards(() => {
      this.#progress = next;
      this.#timers.stop('patience');
      this.#show();
      this.#in('round', CATCH_UP_PACE_MS, async () => await this.#ask());
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.stopAll();
    this.#answers.stop();
  }

  async #begin(): Promise<void> {
    const { env, own, operators } = this.#parts;
    if (!operators().has(own)) return;
    await this.#change((now) => onlineAt(now, env.now(), operators().size < 2));
    this.#in('seen', CATCH_UP_SEEN_MS, async () => await this.#begin());
    this.#waitForGap();
    this.#show();
    await this.#ask();
  }

  /** Asks whoever is next, unless somebody is being asked. */
  async #ask(): Promise<void> {
    if (this.#asking || this.#timers.has('patience')) return;
    this.#asking = true;
    try {
      while (await this.#askNext());
    } finally {
      this.#asking = false;
      this.#show();
    }
  }

  /** True: not this one, ask the next. */
  async #askNext(): Promise<boolean> {
    const run = await this.#runToAsk();
    if (run === null) return false;
    const [to] = this.#others(run);
    // Whoever has not answered by now is not waited for once somebody was heard to the end.
    if (to === undefined && (run.complete === true || !this.#isAskable(run.only)))
      return await this.#change((now) => (now?.run === run ? { ...now, run: null } : null));
    if (to === undefined) {
      this.#in('again', CATCH_UP_AGAIN_MS, async () => {
        await this.#changeRun(askedAgain);
        await this.#ask();
      });
      return false;
    }
    const { carrier } = this.#parts;
    const { id: device } = to.device;
    const content = await digestOf(this.#parts, { to: device, after: run.after, end: run.only });
    const asked = { mid: MessageId.random(), device, through: content.through ?? null };
    // Before it goes out: the answer may come to the next unlock.
    const kept = await this.#changeRun((now) => withAsked(now, asked));
    if (!kept || this.#stopped) return false;
    const { mid } = asked;
    const posted = await carrier.post(letterTo(this.#parts, to, { mid, content }));
    if (!posted.ok || this.#stopped) return false;
    const isTaken = posted.value.includes('accepted');
    const passOn = async (): Promise<boolean> =>
      await this.#changeRun((now) => withSilent(now, device));
    if (!isTaken) return await passOn();
    const isOut = this.#progress?.run?.asked.some((one) => one.mid === mid) === true;
    if (!isOut) return false;
    this.#in('patience', CATCH_UP_PATIENCE_MS, async () => {
      await passOn();
      await this.#ask();
    });
    return false;
  }

  /** The run that goes on, or the next gap's; null: nothing to ask, or not now. */
  async #runToAsk(): Promise<Run | null> {
    if (!this.#online || this.#stopped) return null;
    for (;;) {
      const now = this.#progress;
      if (now === null) return null;
      if (now.run !== null) return now.run.paused ? null : now.run;
      const gap = nextGap(now);
      if (gap === null || this.#dueIn(gap) > 0) return null;
      const { conversation } = gap;
      const entry = await this.#parts.book.get(conversation);
      const isOpen = hasGap(entry?.conversation) && this.#isAskable(conversation);
      const { env } = this.#parts;
      const begun = await this.#change((before) => {
        if (before === null) return null;
        if (!isOpen) return withGapAsked(before, conversation, env.now());
        return { ...before, run: before.run ?? begunRun(conversation) };
      });
      if (!begun) return null;
    }
  }

  #waitForGap(): void {
    const gap = this.#progress === null ? null : nextGap(this.#progress);
    if (gap === null || !this.#online) return;
    this.#in('gap', Math.max(0, this.#dueIn(gap)), async () => {
      await this.#ask();
      this.#waitForGapAfter(gap.conversation);
    });
  }

  /** The one just asked about is done with; whatever waits behind it has its own time. */
  #waitForGapAfter(conversation: ConversationId): void {
    const gap = this.#progress === null ? null : nextGap(this.#progress);
    if (gap !== null && gap.conversation !== conversation) this.#waitForGap();
  }

  #dueIn({ since }: Progress['gaps'][number]): number {
    return since + CATCH_UP_GAP_MS - this.#parts.env.now();
  }

  #isAsked(by: DeviceId, { answers }: ToldContent): boolean {
    const asked = this.#progress?.run?.asked ?? [];
    return asked.some(({ mid, device }) => mid === answers && device === by);
  }

  #isBehind(): boolean {
    const run = this.#progress?.run ?? null;
    return this.#progress === null || (run !== null && run.only === null);
  }

  /** Whether a colleague may know that we ask about this conversation; null: about all of them. */
  #isAskable(only: ConversationId | null): boolean {
    const { own, operators } = this.#parts;
    const others = [...operators()].filter((id) => id !== own);
    return only === null || others.some((id) => mayHave(this.#parts, id, only));
  }

  /** Who could be asked next: whoever answered last, then whoever was heard of last. */
  #others({ heard, silent = [], from = null, only = null }: Passed): readonly Reachable[] {
    const { lastSeen } = this.#parts;
    const rank = ({ device: { id } }: Reachable): number =>
      id === from ? Infinity : (lastSeen(id) ?? 0);
    return this.#colleagues()
      .filter(({ device: { id } }) => !heard.includes(id) && !silent.includes(id))
      .filter(({ device: { id } }) => only === null || mayHave(this.#parts, id, only))
      .toSorted((a, b) => rank(b) - rank(a));
  }

  #colleagues(): readonly Reachable[] {
    const { sealing, own, operators } = this.#parts;
    return sealing().reachable.filter(({ device: { id } }) => id !== own && operators().has(id));
  }

  /** Null: nothing is missing that anybody knows of, or one gap at most. */
  #view(): CatchUpView | null {
    const run = this.#progress?.run ?? null;
    if (run === null || run.only !== null) return null;
    const { checked, total, from, asked } = run;
    return {
      state: this.#stateOf(run),
      from: from ?? asked.at(-1)?.device ?? null,
      checked,
      total,
    };
  }

  #stateOf(run: Run): CatchUpView['state'] {
    if (run.paused) return 'paused';
    if (!this.#online) return 'offline';
    if (run.from !== null) return 'running';
    return this.#others(run).length === 0 && !this.#timers.has('patience') ? 'waiting' : 'asking';
  }

  /** False: the disk is full, or there is no run. */
  async #changeRun(edit: (run: Run) => Run): Promise<boolean> {
    return await this.#change((now) =>
      now !== null && now.run !== null ? { ...now, run: edit(now.run) } : null,
    );
  }

  /** Durable before it is seen; null changes nothing. */
  async #change(edit: (now: Progress | null) => Progress | null): Promise<boolean> {
    const { oneByOne, store } = this.#parts;
    const done = await oneByOne(async () => {
      const next = edit(this.#progress);
      if (next === null || this.#stopped) return false;
      if (next === this.#progress) return true;
      const committed = await store.commit([this.#changeTo(next)]);
      if (committed.ok) this.#progress = next;
      return committed.ok;
    });
    this.#show();
    return done;
  }

  #changeTo(value: Progress): Change {
    const { buckets } = this.#parts;
    return { bucket: buckets.own, table: 'setting', id: rowOf(this.#parts), seq: 0, value };
  }

  #show(): void {
    if (this.#stopped) return;
    const view = this.#view();
    const shown = JSON.stringify(view);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#parts.tell({ type: 'catch-up', view });
  }

  #in(name: Timer, ms: number, run: () => Promise<void>): void {
    if (!this.#stopped && this.#online) this.#timers.start(name, ms, run);
  }
}

/** Data keys for conversations that begin with it and contacts that count, beside those of a batch. */
const roomFor = (messages: readonly Told[], { holds }: Known): number => {
  const ids = messages.map(({ verdict }) => verdict.body.conversation);
  const fresh = new Set(ids.filter((id) => !holds(id)));
  const contacts = messages.filter(({ verdict }) => verdict.body.type === 'contact');
  return fresh.size + contacts.length + 2 * BATCH_ENVELOPES;
};

/** Whether something is missing that what came later follows. */
export const hasGap = (conversation: Conversation | undefined): boolean =>
  conversation?.chains.some(({ further }) => further.length > 0) === true;

/** The write after which this device has never been online, and compares everything. */
export const withoutProgress = (parts: Pick<CatchUpParts, 'buckets' | 'nameKey'>): Change => ({
  bucket: parts.buckets.own,
  table: 'setting',
  id: rowOf(parts),
  seq: 0,
  value: null,
});

const rowOf = ({ buckets, nameKey }: Pick<CatchUpParts, 'buckets' | 'nameKey'>): RowId =>
  rowIdOf(nameKey(buckets.own), 'setting', 'catch-up');
