// Room: ui/features/conversation. To whom something can be handed over, and how each is called here.
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import type { Colleague } from '../../../../contract/work.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Option } from '../../parts/Choice.tsx';

/** Other operators' devices; null when the vault did not answer. */
export function useColleagues(): readonly Colleague[] | 'coming' | null {
  const { acts } = useApp();
  const [colleagues, setColleagues] = useState<readonly Colleague[] | 'coming' | null>('coming');
  useEffect(() => {
    let over = false;
    void acts.work.colleagues().then((found) => {
      if (!over) setColleagues(found);
    });
    return () => {
      over = true;
    };
  }, [acts]);
  return colleagues;
}

/** The same to be chosen from: by the public name first, then what the device is called here. */
export function useColleagueOptions(
  colleagues: readonly Colleague[],
  t: TFunction,
): readonly Option[] {
  const { roster } = useStore(useApp().stores.people);
  return colleagues.map((one) => ({
    value: one.device,
    label: labelOf(t, one, roster?.devices.find((each) => each.id === one.device)?.name),
  }));
}

/** Enough of an id to tell two devices apart. */
const ID_SHOWN = 6;

function labelOf(t: TFunction, { device, alias, holds }: Colleague, named = ''): string {
  const known = [...new Set([alias, named])].filter((one) => one !== '').join(' · ');
  const name = known === '' ? t('pass.unnamed', { code: device.slice(0, ID_SHOWN) }) : known;
  return holds === 0 ? name : t('pass.holds', { name, count: holds });
}
