import { describe, expect, test } from 'vitest';
import { newBoxKeys } from '../crypto/keys.ts';
import { ProtocolError } from '../errors.ts';
import { ConversationId, DeviceId } from '../ids.ts';
import { roles, type Role } from '../team/device-entry.ts';
import { conversationOf, SenderKey } from './names.ts';
import { authorOf, mayWrite, type Author, type KnownDevice } from './rights.ts';
import { chainedTypes, reservedTypes, teamTypes, type TalkType } from './types.ts';

const OPERATOR_TEAM =
  'alias annotation attachment case claim deletion digest heads help note snapshot state submission told';
const COORDINATOR_TEAM = 'alias heads paper root-seed snapshot submission';

describe('rights', () => {
  const reporterKey = SenderKey.of(newBoxKeys().publicKey);
  const deviceKey = SenderKey.of(newBoxKeys().publicKey);
  const known = (granted: readonly Role[], revoked = false): KnownDevice => ({
    id: DeviceId.random(),
    roles: granted,
    revoked,
  });
  const devices = new Map([[deviceKey, known(['operator'])]]);
  const own = conversationOf(reporterKey);

  test('a reporter is who is in no document, and speaks in its own conversation only', () => {
    const says = { from: 'reporter', conversation: own } as const;
    expect(authorOf(reporterKey, says, devices)).toEqual({ kind: 'reporter', conversation: own });
    const refused = new ProtocolError('not-allowed', 'from');
    const other = { from: 'reporter', conversation: ConversationId.random() } as const;
    expect(() => authorOf(reporterKey, other, devices)).toThrow(refused);
    const posing = { from: 'reporter', conversation: conversationOf(deviceKey) } as const;
    expect(() => authorOf(deviceKey, posing, devices)).toThrow(refused);
  });

  test('a device is one of a document, revoked or not; any other is a stranger', () => {
    const says = { from: 'device', conversation: own } as const;
    expect(authorOf(deviceKey, says, devices)).toMatchObject({ kind: 'device' });
    expect(authorOf(reporterKey, says, devices)).toEqual({ kind: 'stranger' });
  });

  const all: readonly TalkType[] = [
    ...chainedTypes,
    ...teamTypes,
    ...reservedTypes,
    'receipt',
    'typing',
    'alive',
    'place',
  ];
  const allowed = (author: Author, audience: 'talk' | 'team') =>
    all.filter((type) => mayWrite(author, { type, audience })).toSorted();
  const as = (...granted: Role[]): Author => ({ kind: 'device', device: known(granted) });
  const reporter: Author = { kind: 'reporter', conversation: own };

  test('who may write what is exactly this', () => {
    expect({
      reporter: allowed(reporter, 'talk'),
      operator: [allowed(as('operator'), 'talk'), allowed(as('operator'), 'team')],
      coordinator: [allowed(as('coordinator'), 'talk'), allowed(as('coordinator'), 'team')],
      manager: [allowed(as('manager'), 'talk'), allowed(as('manager'), 'team')],
    }).toEqual({
      reporter: [
        'alive',
        'attachment',
        'contact',
        'erase',
        'rating',
        'receipt',
        'resume',
        'text',
        'typing',
      ],
      operator: [
        'alive attachment handover history place receipt restriction text typing'.split(' '),
        OPERATOR_TEAM.split(' '),
      ],
      coordinator: [['restriction'], COORDINATOR_TEAM.split(' ')],
      manager: [[], ['heads', 'question', 'release']],
    });
  });

  test('a reporter writes nothing to the team, and a stranger nothing at all', () => {
    expect(allowed(reporter, 'team')).toEqual([]);
    expect(allowed({ kind: 'stranger' }, 'talk')).toEqual([]);
    expect(allowed({ kind: 'stranger' }, 'team')).toEqual([]);
  });

  test('roles add up', () => {
    const both = allowed(as('operator', 'manager'), 'team');
    expect(both).toContain('note');
    expect(both).toContain('release');
    expect(roles.length).toBe(3);
  });
});
