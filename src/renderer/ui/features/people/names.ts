// Room: ui/features/people. What a device and its roles are called on screen.
import type { TFunction } from 'i18next';
import { TEAM_ROLES, type TeamNews, type TeamRole } from '../../../../contract/people.ts';

/** Enough of an id to tell two devices apart. */
const ID_SHOWN = 6;

export const nameOf = (
  t: TFunction,
  { id, name }: { readonly id: string; readonly name: string },
): string => (name === '' ? t('people.unnamed', { id: id.slice(0, ID_SHOWN) }) : name);

const rolesOf = (t: TFunction, roles: readonly TeamRole[]): string =>
  TEAM_ROLES.filter((role) => roles.includes(role))
    .map((role) => t(`people.role.${role}`))
    .join(', ');

/** One change of the list of devices as a sentence without its full stop. */
export function newsOf(t: TFunction, { kind, device: id, name, roles }: TeamNews): string {
  const about = { name: nameOf(t, { id, name }), roles: rolesOf(t, roles) };
  return t(`people.news.${kind}`, about);
}
