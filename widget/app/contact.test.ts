import { expect, test } from 'vitest';
import { givenOf, isWay, noContact, oddIn, tidied, type Contact } from './contact.ts';

const contact = (some: Partial<Contact>): Contact => ({ ...noContact, ...some });

test('only what holds something is given, without white space around it', () => {
  expect(givenOf(contact({ phone: ' 030 1234567 ', when: '  ' }))).toEqual({
    phone: '030 1234567',
  });
  expect(givenOf(noContact)).toEqual({});
});

test('a field holds 200 signs and the purpose 1,000, emoji counted as one', () => {
  const long = tidied(contact({ name: '🌻'.repeat(300), purpose: 'x'.repeat(2000) }));
  expect([Array.from(long.name).length, long.purpose.length]).toEqual([200, 1000]);
});

test('a number or an address is a way; a name alone is none', () => {
  expect(isWay(contact({ name: 'Noa', when: 'abends' }))).toBe(false);
  expect(isWay(contact({ phone: '030 1234567' }))).toBe(true);
  expect(isWay(contact({ email: 'noa@example.org' }))).toBe(true);
});

test('numbers and addresses may be written as people write them', () => {
  for (const phone of ['+49 (0)30 / 12 34 56', '0176-1234567', '٠٣٠١٢٣٤٥٦', 'wa: 0176 123456'])
    expect(oddIn(contact({ phone })), phone).toEqual([]);
  for (const email of ['noa@example.org', 'n.o+a@mail.example.org', 'נועה@example.org'])
    expect(oddIn(contact({ email })), email).toEqual([]);
});

test('what was probably mistyped is asked about', () => {
  expect(oddIn(contact({ phone: '0301', email: 'noa@example' }))).toEqual(['phone', 'email']);
  expect(oddIn(contact({ email: 'noa example.org' }))).toEqual(['email']);
});
