import { expect, test } from 'vitest';
import { ConversationId } from '../../../../protocol/ids.ts';
import { AUDIT_OPENED_EVERY_MS } from '../limits.ts';
import { contactLooks } from './contact-looks.ts';

test('contact details that are drawn again are one look; later, or of somebody else, another', () => {
  const [one, other] = [ConversationId.random(), ConversationId.random()];
  const noted: unknown[] = [];
  let now = 0;
  const looked = contactLooks({
    env: { ticks: () => now },
    note: (act, about) => noted.push([act, about]),
  });
  const look = (conversation: ConversationId) => ['contact-opened', { conversation }];
  looked(one);
  now = AUDIT_OPENED_EVERY_MS - 1;
  looked(one);
  looked(other);
  expect(noted).toEqual([look(one), look(other)]);
  now = AUDIT_OPENED_EVERY_MS;
  looked(one);
  expect(noted).toEqual([look(one), look(other), look(one)]);
});
