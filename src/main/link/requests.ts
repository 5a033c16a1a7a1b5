/** The vault's requests that go to the relay. "offline" means: not known to have arrived, ask again. */
import type { CarrierRequests, TeamAnswer } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { BLOB_WINDOW } from '../../../protocol/limits.ts';
import { isOrigin } from '../../../protocol/team/origin.ts';
import type { ClientFrame } from '../../../protocol/wire/client-frames.ts';
import type { PutRefusal } from '../../../protocol/wire/relay-frames.ts';
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
  | 'fetchTeam'
  | 'putTeam'
  | 'putPrekey'
  | 'putBeacon';

/** One handler per request over this link. */
export function linkRequests(link: Link): Pick<Handlers<CarrierRequests>, LinkRequest> {
  let chunks = 0;
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
    fetchChunk: async (chunk) => {
      if (chunks >= BLOB_WINDOW) return refuse('busy');
      chunks += 1;
      try {
        return chunkOutcome(
          await ask(link.signedIn(), (ref) => ({ type: 'blob-get', ref, ...chunk })),
        );
      } finally {
        chunks -= 1;
      }
    },
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

function putOutcome(answer: RefAnswer | null): Outcome<null, 'offline' | PutRefusal> {
  if (answer?.type === 'done') return ok(null);
  return refuse(answer?.type === 'put-refused' ? answer.why : 'offline');
}

/** A reader is told two things only; whatever else a relay says, there is nothing to read. */
function chunkOutcome(
  answer: RefAnswer | null,
): Outcome<Uint8Array, 'offline' | 'absent' | 'busy'> {
  if (answer?.type === 'blob-chunk') return ok(answer.chunk);
  if (answer?.type !== 'blob-refused') return refuse('offline');
  return refuse(answer.why === 'busy' ? 'busy' : 'absent');
}

const teamAnswer = (answer: Extract<RefAnswer, { type: 'team' }>): TeamAnswer => ({
  document: answer.document,
  bundles: answer.bundles,
  beacon: answer.beacon,
  time: answer.time,
});
