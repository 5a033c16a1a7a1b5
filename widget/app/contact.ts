import { MAX_CONTACT, MAX_CONTACT_PURPOSE } from '../../protocol/limits.ts';

/** In the order they are asked for and shown. */
export const contactFields = ['purpose', 'name', 'phone', 'email', 'when'] as const;
export type ContactField = (typeof contactFields)[number];

/** How a reporter wants to be reached, in the reporter's own words; '' where nothing was given. */
export type Contact = Readonly<Record<ContactField, string>>;

export const noContact: Contact = { purpose: '', name: '', phone: '', email: '', when: '' };

/** How much a field holds, in code points (PROTOCOL §4). */
export const roomOf = (field: ContactField): number =>
  field === 'purpose' ? MAX_CONTACT_PURPOSE : MAX_CONTACT;

/** Without white space around it, and no longer than the law allows. */
export const tidied = (contact: Contact): Contact => ({
  purpose: tidy(contact, 'purpose'),
  name: tidy(contact, 'name'),
  phone: tidy(contact, 'phone'),
  email: tidy(contact, 'email'),
  when: tidy(contact, 'when'),
});

const tidy = (contact: Contact, field: ContactField): string =>
  Array.from(contact[field].trim()).slice(0, roomOf(field)).join('').trim();

/** The fields that hold something, as a body carries them: none of them when everything is taken back. */
export const givenOf = (contact: Contact): Partial<Contact> =>
  Object.fromEntries(Object.entries(tidied(contact)).filter(([, value]) => value !== ''));

/** Whether anybody could be reached by it. */
export const isWay = (contact: Contact): boolean =>
  contact.phone.trim() !== '' || contact.email.trim() !== '';

/**
 * What may have been mistyped. It is a question and never an order: people write numbers and addresses
 * as they like, and who is sure goes on.
 */
export const oddIn = (contact: Contact): readonly ('phone' | 'email')[] => {
  const { phone, email } = tidied(contact);
  return [
    ...(phone !== '' && (phone.match(/\p{Nd}/gu) ?? []).length < FEWEST_DIGITS
      ? (['phone'] as const)
      : []),
    ...(email !== '' && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(email)
      ? (['email'] as const)
      : []),
  ];
};

/** Shorter numbers answer to nobody at home. */
const FEWEST_DIGITS = 6;
