// Room: ui/features/settings. A new code of the vault: it counts once somebody says that it is kept.
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { TaskName } from '../../app/state/keeping.ts';
import { useStore } from '../../app/store.ts';
import { Refused } from './card.tsx';
import { ShownCode } from './ShownCode.tsx';

/** `from`: the task that made it, and whose answer is then put away. */
export function VaultCode({ code, from }: { readonly code: string; readonly from: TaskName }) {
  const { t } = useTranslation();
  const { acts, stores } = useApp();
  const { team } = useStore(stores.facts);
  const { confirmRecoveryCode: task } = useStore(stores.keeping).tasks;
  const name = team === null ? '' : `${team.alias}, ${team.name}`;
  const keep = async (): Promise<void> => {
    const { status } = await acts.keep.run('confirmRecoveryCode', { code });
    if (status === 'done') acts.keep.tidy(from);
  };
  return (
    <>
      <ShownCode
        code={code}
        title={t('keep.code.vaultTitle')}
        opens={t('keep.code.vaultFor', { name })}
        onKept={() => void keep()}
      />
      <Refused task={task} />
    </>
  );
}
