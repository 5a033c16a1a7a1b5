// Room: ui/features/palette. Keys without Ctrl, on or off: whoever types by voice must be able to be rid of them.
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { modKey } from '../../app/commands/keys.ts';
import { useStore } from '../../app/store.ts';
import { Choice } from '../../parts/Choice.tsx';

export function SingleKeys() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { singleKeys } = useStore(stores.comfort);
  return (
    <Choice
      pick="one"
      label={t('commands.single', { ctrl: modKey(t) })}
      help={t('commands.singleHelp')}
      options={[
        { value: 'yes', label: t('common.yes') },
        { value: 'no', label: t('common.no') },
      ]}
      chosen={[singleKeys ? 'yes' : 'no']}
      onChange={([picked]) => {
        if (picked !== undefined) stores.comfort.send({ singleKeys: picked === 'yes' });
      }}
    />
  );
}
