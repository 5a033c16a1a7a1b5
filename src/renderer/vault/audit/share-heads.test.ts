import { hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { deviceKeys, newDevice } from '../../../../protocol/crypto/identity.ts';
import { open } from '../../../../protocol/crypto/envelope.ts';
import { newBoxKeys, sign } from '../../../../protocol/crypto/keys.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { readBody } from '../../../../protocol/talk/body.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { AuditAct } from '../../../contract/audit.ts';
import type { CarrierRequests } from '../../../contract/carrier.ts';
import { ok } from '../../../contract/outcome.ts';
import { HEADS_APART_MS } from '../limits.ts';
import { deviceOf } from '../team/device.ts';
import { teamEvent } from '../team/team-event.ts';
import { OWN } from '../testing/kept-log.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { settled, testEnv } from '../testing/test-env.ts';
import type { Noted } from './audit.ts';
import { KeptHeads } from './kept-heads.ts';
import { ShareHeads, type ShareHeadsParts } from './share-heads.ts';
import { signHead, type SignedHead } from './signed-head.ts';

const TEAM = TeamId('7'.repeat(32));

interface Somebody {
  readonly keys: ReturnType<typeof deviceKeys>;
  readonly head: (seq: number, chain?: number) => SignedHead;
}

function somebody(): Somebody {
  const keys = deviceKeys(newDevice());
  const by = { id: keys.id, sign: (message: Uint8Array) => sign(keys.sign, message) };
  const head = (seq: number, chain = 1): SignedHead =>
    signHead({ seq, chain: new Uint8Array(32).fill(chain) }, seq, by);
  return { keys, head };
}

/** Our device and a colleague's in one team; `listed` are in the document, too. */
function heard(...listed: readonly Somebody[]) {
  const device = deviceOf({ device: newDevice() });
  const signing = { id: device.keys.id, sign: device.sign };
  const posted: CarrierRequests['post']['input'][] = [];
  const spk = newBoxKeys();
  const colleague = somebody();
  const devices = [colleague, ...listed].map(({ keys }) => keys);
  const env = testEnv();
  const store = new MemoryStore();
  const rows = { store, own: OWN, nameKey: () => new TextEncoder().encode('name') };
  const kept = new KeptHeads(rows);
  const noted: { readonly act: AuditAct; readonly about: string }[] = [];
  const known = new Map(
    devices.map(({ id, ik }) => [
      SenderKey.of(ik.publicKey),
      { id, roles: ['operator'] as const, revoked: false },
    ]),
  );
  const entries = devices.map(({ id, sign: pair }) => ({ id, sign: pair.publicKey }));
  const heads = new ShareHeads({
    ...rows,
    env,
    carrier: {
      post: async (envelope) => {
        posted.push(envelope);
        return ok(['accepted']);
      },
    },
    device,
    documents: {
      current: () => ({ devices: entries, team: TEAM, seq: 1 }),
      devices: () => known,
      lists: () => true,
      reachable: () => [
        {
          device: { id: colleague.keys.id, ik: colleague.keys.ik.publicKey },
          bundle: { spk: spk.publicKey },
        },
      ],
      whenFetched: () => undefined,
    } as unknown as ShareHeadsParts['documents'],
    kept,
    audit: {
      signed: () => signHead({ seq: 3, chain: new Uint8Array(32) }, 3, signing),
      note: (act: AuditAct, more?: Noted) => void noted.push({ act, about: more?.about ?? '' }),
    },
  });
  const brought = async (of: Somebody, head: SignedHead, by: Somebody = colleague) => {
    const { seq, at } = head;
    const chain = hexToBytes(head.head);
    const signature = hexToBytes(head.signature);
    const body = teamEvent(
      { at: 1, docSeq: 1 },
      { type: 'heads', heads: [{ device: of.keys.id, seq, chain, at, signature }] },
    );
    return await heads.take({ senderPk: by.keys.ik.publicKey, body });
  };
  const places = async (of: Somebody) => (await kept.of(of.keys.id)).map(({ seq }) => seq);
  /** What the colleague hears once a new head of ours is signed. */
  const told = async () => {
    heads.soon();
    await settled();
    const [envelope] = posted;
    const target = envelope?.targets[0];
    if (envelope === undefined || target === undefined) throw new Error('nothing was posted');
    const mine = { team: TEAM, ik: colleague.keys.ik, keyFor: () => spk };
    const body = readBody(open({ ...envelope, wrap: target.wrap }, mine).body);
    return body.type === 'heads'
      ? body.heads.map(({ device: of, seq }) => ({ device: of, seq }))
      : [];
  };
  return { env, store, colleague, noted, brought, places, told };
}

test('a colleague’s head is kept and noted, whoever brings it', async () => {
  const other = somebody();
  const { brought, places, noted, colleague } = heard(other);
  expect(await brought(other, other.head(7), colleague)).toBe('known');
  expect(await places(other)).toEqual([7]);
  expect(noted).toEqual([{ act: 'head-kept', about: `${other.keys.id}${'01'.repeat(32)}` }]);
});

test('one that its device did not sign, or of a device that is not listed, is passed over', async () => {
  const [other, stranger] = [somebody(), somebody()];
  const { brought, places, noted } = heard(other);
  expect(await brought(other, stranger.head(7))).toBe('known');
  expect(await brought(stranger, stranger.head(7))).toBe('known');
  expect(await brought(other, { ...other.head(7), seq: 8 })).toBe('known');
  expect([await places(other), await places(stranger), noted]).toEqual([[], [], []]);
});

test('what somebody outside the team brings is not taken at all', async () => {
  const other = somebody();
  const { brought, places } = heard(other);
  expect(await brought(other, other.head(7), somebody())).toBeNull();
  expect(await places(other)).toEqual([]);
});

test('two heads of one place that contradict each other are noted as that, once', async () => {
  const other = somebody();
  const { brought, noted } = heard(other);
  await brought(other, other.head(7, 1));
  await brought(other, other.head(7, 2));
  await brought(other, other.head(7, 3));
  expect(noted.map(({ act }) => act)).toEqual(['head-kept', 'head-kept', 'log-contradicted']);
});

test('of a device that once signed a far place, what came after it is passed on', async () => {
  const other = somebody();
  const { brought, env, told } = heard(other);
  await brought(other, other.head(Number.MAX_SAFE_INTEGER));
  await env.sleep(HEADS_APART_MS);
  await brought(other, other.head(8));
  expect(await told()).toEqual([
    { device: expect.any(String), seq: 3 },
    { device: other.keys.id, seq: 8 },
  ]);
});

test('on a full disk it comes again later', async () => {
  const other = somebody();
  const { brought, store } = heard(other);
  store.full = true;
  expect(await brought(other, other.head(7))).toBe('later');
});
