// Room: ui/features/people. What a colleague's device is called here, whether it is still in the team or not.
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { nameOf } from './names.ts';

export function useDeviceName(): (id: string) => string {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { roster } = useStore(stores.people);
  const known = [...(roster?.devices ?? []), ...(roster?.removed ?? [])];
  return (id) => nameOf(t, known.find((one) => one.id === id) ?? { id, name: '' });
}
