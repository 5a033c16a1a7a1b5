// Room: ui/features/conversation. Who may read a conversation on, in words.
import type { TFunction } from 'i18next';
import type { Roster } from '../../../../contract/people.ts';
import type { Restricted } from '../../../../contract/work.ts';

/** Enough of an id to tell two devices apart. */
const ID_SHOWN = 6;

/** What the devices are called here; this one is not among them. */
export function readersNamed(
  t: TFunction,
  devices: readonly string[],
  roster: Roster | null,
): string {
  return devices
    .map((device) => {
      const name = roster?.devices.find(({ id }) => id === device)?.name ?? '';
      return name === '' ? t('pass.unnamed', { code: device.slice(0, ID_SHOWN) }) : name;
    })
    .join(', ');
}

/** The words of the lock. `others`: the devices that read on beside this one. */
export function lockWords(t: TFunction, { own, devices }: Restricted, others: string): string {
  if (devices.length === 0) return t('restrict.noReader');
  if (!own) return t('restrict.onlyThese', { names: others });
  return others === ''
    ? t('restrict.onlyYou')
    : t('restrict.onlyThese', { names: `${t('restrict.youToo')}, ${others}` });
}
