/** Vault, annotations: what was coded in all conversations: how often, what together, and how far two coders agree. */
import type { ConversationId, MessageId } from '../../../../protocol/ids.ts';
import {
  MAX_PASSAGES,
  type Agreement,
  type Annotation,
  type AnnotationRequests,
  type CodeId,
  type CodeReport,
  type Passage,
} from '../../../contract/annotation.ts';
import { MAX_ANNOTATION_PAGES } from '../limits.ts';
import { breather } from '../turns.ts';
import { isVeiled, NO_VEIL } from '../../../contract/veil.ts';
import type { AnnotationParts } from './annotations.ts';
import { codebookOf } from './coding.ts';
import { countsAs } from './codebook.ts';
import { kappa } from './kappa.ts';
import { messageOf } from './message-of.ts';
import { isAnnotated, isNewer, newestOf, newestOfTeam, pagesIn } from './log.ts';

/** One that stands, with the codes it counts as. */
interface Counted {
  readonly conversation: ConversationId;
  readonly title: string;
  readonly one: Annotation;
  readonly codes: readonly CodeId[];
}

interface Creator {
  readonly name: string;
  annotations: number;
  readonly messages: Set<MessageId>;
}

/** Two devices may code under one name. */
const coderOf = ({ by = '', creator }: Annotation): string =>
  by === '' ? creator : `${creator}/${by}`;
type Parts = Pick<AnnotationParts, 'env' | 'store' | 'nameKey' | 'buckets' | 'book' | 'papers'>;

export async function codeReport(parts: Parts, creator: string | null): Promise<CodeReport> {
  const order = await orderOf(parts);
  const creators = new Map<string, Creator>();
  let full = 0;
  const codes = new Tally();
  const pairs = new Tally();
  for await (const { marks: talk, isFull } of talksOf(parts)) {
    if (isFull) full += 1;
    for (const { one } of talk) {
      const id = coderOf(one);
      const known = creators.get(id) ?? { name: one.creator, annotations: 0, messages: new Set() };
      known.annotations += 1;
      known.messages.add(one.target.messageId);
      creators.set(id, known);
    }
    const wanted = talk.filter(({ one }) => creator === null || coderOf(one) === creator);
    for (const each of wanted) for (const code of each.codes) codes.add(code);
    for (const together of byMessage(wanted)) {
      for (const pair of new Set(pairsIn(together, order))) pairs.add(pair);
    }
  }
  return {
    creators: [...creators]
      .map(([id, { name, annotations, messages }]) => ({
        id,
        name,
        annotations,
        messages: messages.size,
      }))
      .toSorted((a, b) => b.annotations - a.annotations),
    codes: codes.entries().map(([code, count]) => ({ code, count })),
    pairs: pairs.entries().map(([pair, count]) => {
      const [a = '', b = ''] = pair.split(BETWEEN);
      return { a, b, count };
    }),
    full,
  };
}

/** The newest conversations come in no order; passages of one stand together. */
export async function codedPassages(
  parts: Parts,
  { codes, creator }: AnnotationRequests['codedPassages']['input'],
): Promise<AnnotationRequests['codedPassages']['output']> {
  const [first = '', second = first] = codes;
  const passages: Passage[] = [];
  for await (const { marks: talk } of talksOf(parts)) {
    const wanted = talk.filter(({ one }) => creator === null || coderOf(one) === creator);
    for (const together of byMessage(wanted)) {
      const hits =
        first === second
          ? together.filter((each) => each.codes.includes(first))
          : together.filter((each) =>
              together.some((other) => overlap(each, other) && meets(each, other, first, second)),
            );
      passages.push(...hits.map(passageOf));
    }
    if (passages.length > MAX_PASSAGES) break;
  }
  const shown = passages.slice(0, MAX_PASSAGES);
  const inSight = await Promise.all(shown.map(async (one) => await veiledIn(parts, one)));
  return { passages: inSight, more: passages.length > MAX_PASSAGES };
}

export async function agreement(
  parts: Parts,
  { first, second }: AnnotationRequests['agreement']['input'],
): Promise<Agreement> {
  const coded = new Map<MessageId, { first: Set<CodeId> | null; second: Set<CodeId> | null }>();
  for await (const { marks } of talksOf(parts)) {
    for (const { one, codes } of marks) {
      // A memo alone codes nothing.
      if (one.codeIds.length === 0) continue;
      const message = coded.get(one.target.messageId) ?? { first: null, second: null };
      if (coderOf(one) === first) message.first = new Set([...(message.first ?? []), ...codes]);
      if (coderOf(one) === second) message.second = new Set([...(message.second ?? []), ...codes]);
      coded.set(one.target.messageId, message);
    }
  }
  const both = [...coded.values()].flatMap((one) =>
    one.first === null || one.second === null ? [] : [[one.first, one.second] as const],
  );
  const seen = new Set(both.flatMap(([a, b]) => [...a, ...b]));
  const inOrder = (await orderOf(parts))([...seen]);
  return { messages: both.length, codes: inOrder.map((code) => agreementOn(code, both)) };
}

function agreementOn(
  code: CodeId,
  messages: readonly (readonly [ReadonlySet<CodeId>, ReadonlySet<CodeId>])[],
): Agreement['codes'][number] {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [a, b] of messages) {
    if (a.has(code)) counts[b.has(code) ? 'both' : 'onlyFirst'] += 1;
    else counts[b.has(code) ? 'onlySecond' : 'neither'] += 1;
  }
  return { code, ...counts, kappa: kappa(counts) };
}

/** What stands in each conversation; only those in which something was ever marked are opened. */
async function* talksOf(
  parts: Parts,
): AsyncGenerator<{ readonly marks: readonly Counted[]; readonly isFull: boolean }> {
  const as = countsAs(await codebookOf(parts));
  const turn = breather(parts.env.ticks);
  const lines = Array.from(parts.book.heads());
  for (const [bucket, { id: conversation, name: title }] of lines) {
    await turn();
    // Erased meanwhile: its keys are gone too.
    if (parts.book.bucketOf(conversation) !== bucket) continue;
    if (!isAnnotated(parts, bucket) && !isAnnotated(parts, bucket, 'team')) continue;
    const team = await pagesIn(parts, bucket, 'team');
    const marks = united(newestOf(await pagesIn(parts, bucket)), newestOfTeam(team))
      .filter(({ state }) => state === 'standing')
      .map((one) => ({ conversation, title, one, codes: [...new Set(one.codeIds.map(as))] }));
    yield { marks, isFull: team.length >= MAX_ANNOTATION_PAGES };
  }
}

/** What a backup brought and a colleague has sent as well is one mark: the newer of both. */
function united(here: readonly Annotation[], team: readonly Annotation[]): readonly Annotation[] {
  const sent = new Map(team.map((one) => [`${one.by}/${one.id}`, one]));
  const both = here.map((one) => {
    const name = `${one.by}/${one.id}`;
    const other = sent.get(name);
    sent.delete(name);
    return other !== undefined && isNewer(other, one) ? other : one;
  });
  return [...both, ...sent.values()];
}

function byMessage(all: readonly Counted[]): readonly (readonly Counted[])[] {
  const groups = new Map<MessageId, Counted[]>();
  for (const each of all) {
    const { messageId } = each.one.target;
    groups.set(messageId, [...(groups.get(messageId) ?? []), each]);
  }
  return [...groups.values()];
}

type Order = (codes: readonly CodeId[]) => readonly CodeId[];

/** Codes as the codebook has them; unknown ones last. */
async function orderOf(parts: Parts): Promise<Order> {
  const { codes } = await codebookOf(parts);
  const place = new Map(codes.map(({ id }, n) => [id, n]));
  const of = (id: CodeId): number => place.get(id) ?? codes.length;
  return (ids) => ids.toSorted((a, b) => of(a) - of(b) || (a < b ? -1 : 1));
}

/** No id has a line break. */
const BETWEEN = '\n';

/** Every two codes that one coder gave to the same or overlapping words. */
function pairsIn(together: readonly Counted[], order: Order): readonly string[] {
  return together.flatMap((each, n) =>
    together.slice(n).flatMap((other) => {
      if (!overlap(each, other)) return [];
      const codes = order([...new Set([...each.codes, ...other.codes])]);
      return codes.flatMap((a, at) =>
        codes
          .slice(at + 1)
          .filter((b) => meets(each, other, a, b))
          .map((b) => a + BETWEEN + b),
      );
    }),
  );
}

/** One of them is given by the one, the other by the other. */
const meets = ({ codes: x }: Counted, { codes: y }: Counted, a: CodeId, b: CodeId): boolean =>
  (x.includes(a) && y.includes(b)) || (x.includes(b) && y.includes(a));

const overlap = ({ one: a }: Counted, { one: b }: Counted): boolean =>
  a.creator === b.creator && a.target.start < b.target.end && b.target.start < a.target.end;

const passageOf = ({ conversation, title, one }: Counted): Passage => ({
  conversation,
  title,
  message: one.target.messageId,
  exact: one.target.exact,
  veiled: false,
  memo: one.memo ?? '',
  creator: one.creator,
});

/** What somebody here has put out of sight is counted, and not quoted. */
async function veiledIn(parts: Parts, passage: Passage): Promise<Passage> {
  const { conversation, message } = passage;
  const veil = parts.book.head(conversation)?.veil ?? NO_VEIL;
  if (!isVeiled(veil, message)) return passage;
  const kept = await messageOf(parts, conversation, message);
  return kept?.body.from === 'device' ? passage : { ...passage, exact: '', veiled: true };
}

/** The most frequent first. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  entries(): readonly (readonly [string, number])[] {
    return [...this.#counts].toSorted((a, b) => b[1] - a[1]);
  }
}
