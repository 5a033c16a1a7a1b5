import { expect, test } from 'vitest';
import { avatarOf, hueOf, initialOf } from './avatar.ts';

const of = (avatar: string) => avatarOf([{ names: ['Noa', 'נועה'], avatar }], 'נועה');

test('one emoji stands for somebody, however many signs it is joined from', () => {
  for (const emoji of ['🦊', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇮🇱', '👍🏽'])
    expect(of(emoji)).toEqual({ kind: 'emoji', emoji });
});

test('a picture is one only inside the profile, and never a document', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  expect(of(png)).toEqual({ kind: 'picture', src: png });
  for (const avatar of [
    'https://example.org/noa.png',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/png,<svg onload=alert(1)>',
    'data:text/html;base64,PHN2Zz4=',
  ])
    expect(of(avatar)).toEqual({ kind: 'initial' });
});

test('anything else, and nobody the profile knows, is the first letter', () => {
  for (const avatar of ['', '12', 'NO', '🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊'])
    expect(of(avatar)).toEqual({ kind: 'initial' });
  expect(avatarOf([], 'Noa')).toEqual({ kind: 'initial' });
  expect(initialOf(' élise')).toBe('É');
  expect(hueOf('Noa')).toBe(hueOf('Noa'));
});
