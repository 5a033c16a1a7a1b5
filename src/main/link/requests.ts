/** The vault's requests that go to the relay. "offline" means: not known to have arrived, ask again. */
import type { CarrierRequests, TeamAnswer } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { BLOB_WINDOW } from '../../../protocol/limits.ts';
import { isOrigin } from '../../../protocol/team/origin.ts';
import type { ClientFrame } from '../../../protocol/wire/client-frames.ts';
import type { BlobRefusal, PutRefusal } from '../../../protocol/wire/relay-frames.ts';
import type { RefAnswer } from './answers.ts';
import type { Link, Wire } from './link.ts';

export type LinkRequest =
  | 'dial'
  | 'subscribe'
  | 'settle'
  | 'post'
  | 'ephemeral'
  | 'join'
  | 'fetchChunk'
  | 'openBlob'
  | 'sendChunk'
  | 'dropBlob'
  | 'fetchTeam'
  | 'putTeam'
  | 'putPrekey'
  | 'putBeacon';

/** One handler per request over this link. */
export function linkRequests(link: Link): Pick<Handlers<CarrierRequests>, LinkRequest> {
  const askBlob = blobWindow(link);
  return {
    dial: async (wish) => {
      if (!wish.origins.every(isOrigin)) return refuse('bad-origin');
      link.dial(wish);
      return ok(null);
    },
    subscribe: async () => sent(link.subscribe()),
    settle: async ({ ids }) => sent(link.settle(ids)),
    post: async ({ eid, wake, targets, header, ct }) => {
      const wire = link.signedIn();
      const frame = { type: 'send', eid, wake, tokenHash: null, targets, header, ct } as const;
      if (wire?.send(frame) !== true) return refuse('offline');
      const results = await wire.answers.results(eid, targets.length);
      return results === null ? refuse('offline') : ok(results);
    },
    ephemeral: async (sealed) =>
      sent(link.signedIn()?.send({ type: 'ephemeral', ...sealed }) === true),
    join: async (asked) => {
      const wire = await link.connected();
      if (wire?.send({ type: 'join', ...asked }) !== true) return refuse('offline');
      const results = await wire.answers.results(asked.eid, asked.targets.length);
      return results === null ? refuse('offline') : ok(results);
    },
    fetchChunk: async (chunk) =>
      chunkOutcome(await askBlob((ref) => ({ type: 'blob-get', ref, ...chunk }))),
    openBlob: async (blob) => {
      const answer = await askBlob((ref) => ({ type: 'blob-open', ref, ...blob }));
      return answer?.type === 'blob-state' ? ok(answer.missing) : blobRefusal(answer);
    },
    sendChunk: async (chunk) => {
      const answer = await askBlob((ref) => ({ type: 'blob-put', ref, ...chunk }));
      return answer?.type === 'done' ? ok(null) : blobRefusal(answer);
    },
    dropBlob: async (blob) =>
      dropped(await askBlob((ref) => ({ type: 'blob-delete', ref, ...blob }))),
    fetchTeam: async ({ team }) => {
      const answer = await ask(await link.connected(), (ref) => ({ type: 'team-get', ref, team }));
      return answer?.type === 'team' ? ok(teamAnswer(answer)) : refuse('offline');
    },
    putTeam: async ({ document, claim }) =>
      putOutcome(
        await ask(await link.connected(), (ref) => ({ type: 'team-put', ref, claim, document })),
      ),
    putPrekey: async ({ bundle }) =>
      putOutcome(await ask(link.signedIn(), (ref) => ({ type: 'prekey-put', ref, bundle }))),
    putBeacon: async ({ beacon }) =>
      putOutcome(await ask(link.signedIn(), (ref) => ({ type: 'beacon-put', ref, beacon }))),
  };
}

const sent = (done: boolean): Outcome<null, 'offline'> => (done ? ok(null) : refuse('offline'));

async function ask(
  wire: Wire | null,
  frame: (ref: number) => ClientFrame,
): Promise<RefAnswer | null> {
  return wire === null ? null : await wire.answers.numbered((ref) => wire.send(frame(ref)));
}

/** As a relay would say it: more blob frames a connection may not leave unanswered. */
const BUSY: RefAnswer = { type: 'blob-refused', ref: 0, why: 'busy' };

/** What is fetched and what is brought share the one window of a connection. */
function blobWindow(
  link: Link,
): (frame: (ref: number) => ClientFrame) => Promise<RefAnswer | null> {
  let unanswered = 0;
  return async (frame) => {
    if (unanswered >= BLOB_WINDOW) return BUSY;
    unanswered += 1;
    try {
      return await ask(link.signedIn(), frame);
    } finally {
      unanswered -= 1;
    }
  };
}

function putOutcome(answer: RefAnswer | null): Outcome<null, 'offline' | PutRefusal> {
  if (answer?.type === 'done') return ok(null);
  return refuse(answer?.type === 'put-refused' ? answer.why : 'offline');
}

/** A reader is told two things only; whatever else a relay says, there is nothing to read. */
function chunkOutcome(
  answer: RefAnswer | null,
): Outcome<Uint8Array, 'offline' | 'absent' | 'busy'> {
  if (answer?.type === 'blob-chunk') return ok(answer.chunk);
  const { refusal } = blobRefusal(answer);
  return refuse(refusal === 'offline' || refusal === 'busy' ? refusal : 'absent');
}

const blobRefusal = (answer: RefAnswer | null) =>
  refuse<'offline' | BlobRefusal>(answer?.type === 'blob-refused' ? answer.why : 'offline');

/** Whatever else a relay says of a blob that is to go: it has none. */
function dropped(answer: RefAnswer | null): Outcome<null, 'offline' | 'busy'> {
  if (answer === null) return refuse('offline');
  return answer.type === 'blob-refused' && answer.why === 'busy' ? refuse('busy') : ok(null);
}

const teamAnswer = (answer: Extract<RefAnswer, { type: 'team' }>): TeamAnswer => ({
  document: answer.document,
  bundles: answer.bundles,
  beacon: answer.beacon,
  time: answer.time,
});
