import { expect, test } from 'vitest';
import { open } from '../../protocol/crypto/envelope.ts';
import { boxKeysFrom, newBoxKeys, newSignKeys } from '../../protocol/crypto/keys.ts';
import { BlobId, ReadCapability, TeamId } from '../../protocol/ids.ts';
import { readBody } from '../../protocol/talk/body.ts';
import { bodyHash, NO_PREV } from '../../protocol/talk/names.ts';
import { deviceEntry } from '../../protocol/team/device-entry.ts';
import { kidOf } from '../../protocol/team/derived-ids.ts';
import type { Reachable } from '../../protocol/team/usable-prekeys.ts';
import { noContact } from './contact.ts';
import { duplicatedTab, keysOf, newTab } from './new-tab.ts';
import { compose, expire, offerAgain, sealOwn, settle } from './outbox.ts';
import { outboxOf, type Own, type Tab } from './tab.ts';

const team = TeamId('ab'.repeat(16));
const at = { now: 1_700_000_000_000, docSeq: 4 };
const write = (tab: Tab, text: string): Tab =>
  compose(tab, keysOf(tab), { type: 'text', text, lang: 'de' }, at);
const bytesOf = (own: Own): Uint8Array => new TextEncoder().encode(own.body ?? '');
const nth = (tab: Tab, n: number): Own => {
  const own = tab.talk[n];
  if (own?.by !== 'me') throw new Error('not ours');
  return own;
};

/** A device to seal to, with the secrets to look inside. */
function device(): {
  readonly reachable: Reachable;
  readonly read: (frame: unknown) => Uint8Array;
} {
  const ik = newBoxKeys();
  const spk = newBoxKeys();
  const entry = deviceEntry(
    { login: newSignKeys().publicKey, sign: newSignKeys().publicKey, ik: ik.publicKey },
    ['operator'],
  );
  const bundle = {
    team,
    device: entry.id,
    kid: kidOf(spk.publicKey),
    spk: spk.publicKey,
    issued: 0,
    expires: 1,
    docSeq: 1,
    epoch: new Uint8Array(48),
  };
  return {
    reachable: { device: entry, bundle },
    read: (frame) => {
      const { header, ct, targets } = frame as Extract<
        ReturnType<typeof sealOwn>,
        { type: 'send' }
      >;
      const [target] = targets;
      if (target === undefined) throw new Error('no target');
      return open({ header, ct, wrap: target.wrap }, { team, ik, keyFor: () => spk }).body;
    },
  };
}

test('each message names the one before it, in one chain from 0', () => {
  const tab = write(write(write(newTab(team), 'eins'), 'zwei'), 'drei');
  const bodies = outboxOf(tab).map((own) => readBody(bytesOf(own)));
  expect(bodies.map((body) => 'seq' in body && body.seq)).toEqual([0, 1, 2]);
  expect(bodies.map((body) => 'prev' in body && body.prev)).toEqual([
    NO_PREV,
    bodyHash(bytesOf(nth(tab, 0))),
    bodyHash(bytesOf(nth(tab, 1))),
  ]);
});

test('only the first message of a session carries mailbox key and R.eph; all carry the token', () => {
  const tab = write(write(newTab(team), 'eins'), 'zwei');
  const [first, second] = outboxOf(tab).map((own) => readBody(bytesOf(own)));
  const keys = keysOf(tab);
  expect(first).toMatchObject({
    reporter: { mailboxKey: keys.reporter.mailboxKeys.publicKey, eph: keys.eph.publicKey },
  });
  expect(second).not.toHaveProperty('reporter.eph');
  expect(second).toHaveProperty('reporter.token');
});

test('after a newer document the next message says again where to answer: somebody may have joined', () => {
  const started = write(newTab(team), 'eins');
  const words = { type: 'text', text: 'zwei', lang: 'de' } as const;
  const keys = keysOf(started);
  const newer = compose(started, keys, words, { ...at, docSeq: at.docSeq + 1 });
  const after = compose(newer, keys, words, { ...at, docSeq: at.docSeq + 1 });
  const [, second, third] = outboxOf(after).map((own) => readBody(bytesOf(own)));
  const where = { mailboxKey: keys.reporter.mailboxKeys.publicKey, eph: keys.eph.publicKey };
  expect(second).toMatchObject({ reporter: where });
  expect(third).not.toHaveProperty('reporter.eph');
});

test('a session that follows another names the last message known', () => {
  const before = write(newTab(team), 'früher');
  const after = write({ ...newTab(team), resumes: nth(before, 0).mid }, 'jetzt');
  expect(readBody(bytesOf(nth(after, 0)))).toMatchObject({ resumes: nth(before, 0).mid });
});

test('sealing again changes every byte but the body, the envelope id and the message id', () => {
  const to = device();
  const tab = write(newTab(team), 'zweimal versiegelt');
  const own = nth(tab, 0);
  const [one, two] = [0, 1].map(() => sealOwn(tab, own, keysOf(tab), [to.reachable]));
  expect(to.read(one)).toEqual(bytesOf(own));
  expect(to.read(two)).toEqual(bytesOf(own));
  expect(one).not.toEqual(two);
  expect([one, two]).toMatchObject([{ eid: own.eid }, { eid: own.eid }]);
});

test('the token’s hash goes with the session’s first envelope, however often that is sent', () => {
  const to = device();
  const tab = write(write(newTab(team), 'eins'), 'zwei');
  const hashes = [0, 0, 1].map((n) => {
    const frame = sealOwn(tab, nth(tab, n), keysOf(tab), [to.reachable]);
    return frame.type === 'send' && frame.tokenHash !== null;
  });
  expect(hashes).toEqual([true, true, false]);
});

test('one accepted queue is enough; with none the message stays where it is', () => {
  const tab = write(newTab(team), 'hallo');
  const { eid } = nth(tab, 0);
  expect(settle(tab, eid, ['full', 'refused'])).toBe(tab);
  const sent = settle(tab, eid, ['full', 'accepted']);
  expect(nth(sent, 0).state).toBe('sent');
  expect(outboxOf(sent)).toEqual([]);
});

test('the code is offered when the first message is accepted, not before, and not twice', () => {
  const tab = write(newTab(team), 'hallo');
  expect(tab.codeStep).toBe('none');
  const sent = settle(tab, nth(tab, 0).eid, ['accepted']);
  expect(sent.codeStep).toBe('offered');
  const kept = write({ ...sent, codeStep: 'kept' }, 'noch was');
  expect(settle(kept, nth(kept, 1).eid, ['accepted']).codeStep).toBe('kept');
});

test('an answer to an envelope that was settled before changes nothing', () => {
  const tab = write(newTab(team), 'hallo');
  const { eid } = nth(tab, 0);
  const sent = settle(tab, eid, ['accepted']);
  expect(settle(sent, eid, ['accepted'])).toBe(sent);
});

test('what nobody collected can be offered again: same message, same bytes, new envelope', () => {
  const tab = write(newTab(team), 'hallo');
  const before = nth(tab, 0);
  const expired = expire(settle(tab, before.eid, ['accepted']), before.eid);
  expect(nth(expired, 0).state).toBe('expired');
  const again = nth(offerAgain(expired, before.mid), 0);
  expect(again).toMatchObject({ state: 'sending', mid: before.mid, body: before.body });
  expect(again.eid).not.toBe(before.eid);
});

test('unreadable envelopes are named once, in the next message', () => {
  const unreadable = ['11', '22'].map((pair) => nth(write(newTab(team), pair), 0).eid);
  const tab = write(write({ ...newTab(team), unreadable }, 'eins'), 'zwei');
  const [first, second] = outboxOf(tab).map((own) => readBody(bytesOf(own)));
  expect(first).toMatchObject({ reporter: { unreadable } });
  expect(second).not.toHaveProperty('reporter.unreadable');
  expect(tab.unreadable).toEqual([]);
});

test('a rating without words is a rating, and its words are cut at the limit', () => {
  const rate = (comment: string): unknown => {
    const tab = newTab(team);
    const rated = compose(tab, keysOf(tab), { type: 'rating', stars: 3, comment }, at);
    return readBody(bytesOf(nth(rated, 0)));
  };
  expect(rate('  ')).not.toHaveProperty('comment');
  expect(rate('ä'.repeat(1005))).toMatchObject({ stars: 3, comment: 'ä'.repeat(1000) });
});

test('the keys of a tab follow from its code and team alone', () => {
  const tab = newTab(team);
  expect(keysOf({ ...newTab(team), code: tab.code }).reporter).toEqual(keysOf(tab).reporter);
  expect(keysOf(tab).eph.publicKey).toEqual(boxKeysFrom(keysOf(tab).eph.secretKey).publicKey);
});

test('topics go with the text they were chosen for, rising and each once', () => {
  const words = { type: 'text', text: 'im Bus', lang: 'de', topics: [3, 1, 3] } as const;
  const own = nth(compose(newTab(team), keysOf(newTab(team)), words, at), 0);
  expect(own.topics).toEqual([1, 3]);
  expect(readBody(bytesOf(own))).toMatchObject({ topics: [1, 3] });
  expect(readBody(bytesOf(nth(write(newTab(team), 'ohne'), 0)))).not.toHaveProperty('topics');
});

/** What each of these messages says of the consent text, '' for nothing; each is written with one on screen. */
function consentNamed(tab: Tab, onScreen: readonly string[]): readonly string[] {
  const words = { type: 'text', text: 'x', lang: 'de' } as const;
  const keys = keysOf(tab);
  const before = tab.talk.length;
  const after = onScreen.reduce(
    (now, consent) => compose(now, keys, words, { ...at, consent }),
    tab,
  );
  return onScreen.map((_, n) => {
    const body = readBody(bytesOf(nth(after, before + n)));
    return ('reporter' in body && body.reporter?.consent) || '';
  });
}

test('the first message of a session names the consent text that was on screen, the next does not', () => {
  expect(consentNamed(newTab(team), ['2026-11', '2026-11'])).toEqual(['2026-11', '']);
});

test('whoever wrote before the team was heard names the consent text with the next message, once', () => {
  expect(consentNamed(newTab(team), ['', '', '2026-11', '2026-11'])).toEqual([
    '',
    '',
    '2026-11',
    '',
  ]);
});

test('another consent text in the same session is named as well', () => {
  expect(consentNamed(newTab(team), ['2026-11', '2026-12', ''])).toEqual([
    '2026-11',
    '2026-12',
    '',
  ]);
});

test('a duplicated tab is a session of its own, and names the consent text itself', () => {
  const words = { type: 'text', text: 'x', lang: 'de' } as const;
  const tab = newTab(team);
  const before = compose(tab, keysOf(tab), words, { ...at, consent: '2026-11' });
  expect(consentNamed(duplicatedTab(before), ['2026-11'])).toEqual(['2026-11']);
});

test('a version longer than the law allows is not named, and the message goes all the same', () => {
  const tab = newTab(team);
  const words = { type: 'text', text: 'eins', lang: 'de' } as const;
  const own = nth(compose(tab, keysOf(tab), words, { ...at, consent: 'x'.repeat(65) }), 0);
  expect(readBody(bytesOf(own))).not.toHaveProperty('reporter.consent');
});

test('a file is named in a message of its own, with all that opens it and nothing that deletes it', () => {
  const file = {
    id: BlobId.random(),
    read: ReadCapability.random(),
    key: new Uint8Array(32).fill(7),
    hash: new Uint8Array(32).fill(8),
    bytes: 12,
  };
  const words = {
    type: 'attachment',
    file,
    name: 'Bild 1.jpg',
    media: 'image/jpeg',
    prepared: 'cleaned',
    removed: ['place'],
  } as const;
  const tab = newTab(team);
  const own = nth(compose(tab, keysOf(tab), words, at), 0);
  expect(own).toMatchObject({ text: 'Bild 1.jpg', file: { media: 'image/jpeg', bytes: 12 } });
  expect(readBody(bytesOf(own))).toMatchObject(words);
  const about = nth(compose(tab, keysOf(tab), { ...words, topics: [2, 1, 2] }, at), 0);
  expect(about.topics).toEqual([1, 2]);
  expect(readBody(bytesOf(about))).toMatchObject({ ...words, topics: [1, 2] });
});

test('what is shared is sent field by field, kept for the menu, and has no words in the conversation', () => {
  const contact = { ...noContact, phone: ' 030 1234567 ', purpose: 'ruft mich an' };
  const shared = compose(newTab(team), keysOf(newTab(team)), { type: 'contact', contact }, at);
  expect(readBody(bytesOf(nth(shared, 0)))).toMatchObject({
    type: 'contact',
    phone: '030 1234567',
    purpose: 'ruft mich an',
  });
  expect(readBody(bytesOf(nth(shared, 0)))).not.toHaveProperty('name');
  expect(shared.contact).toMatchObject({ phone: '030 1234567' });
  expect(shared.talk).toMatchObject([{ silent: 'contact', text: '' }]);
});

test('taking back sends a contact without fields, and leaves nothing here of what was sent', () => {
  const contact = { ...noContact, email: 'noa@example.org' };
  const keys = keysOf(newTab(team));
  const shared = compose(newTab(team), keys, { type: 'contact', contact }, at);
  const back = compose(
    settle(shared, nth(shared, 0).eid, ['accepted']),
    keys,
    { type: 'contact', contact: noContact },
    at,
  );
  expect(JSON.stringify(back)).not.toContain('noa@');
  expect(back.contact).toBeNull();
  const sent = JSON.parse(nth(back, 1).body ?? '') as object;
  expect(sent).toMatchObject({ type: 'contact' });
  for (const field of ['name', 'phone', 'email', 'when', 'purpose'])
    expect(sent).not.toHaveProperty(field);
});

test('what could not be sent yet stays until it is: taking back comes after it', () => {
  const contact = { ...noContact, email: 'noa@example.org' };
  const keys = keysOf(newTab(team));
  const shared = compose(newTab(team), keys, { type: 'contact', contact }, at);
  const back = compose(shared, keys, { type: 'contact', contact: noContact }, at);
  expect(outboxOf(back).map(({ body }) => body?.includes('noa@'))).toEqual([true, false]);
});
