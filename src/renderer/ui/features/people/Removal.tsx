// Room: ui/features/people. Before a device is removed: what it can and cannot see any more, and the root code where it holds the team's key.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '../../parts/CodeField.tsx';
import { Confirm } from '../../parts/Confirm.tsx';
import { nameOf } from './names.ts';

interface Props {
  readonly open: boolean;
  /** `listed`: it is in the team; else it only holds the team's key still. */
  readonly device: {
    readonly id: string;
    readonly name: string;
    readonly holdsKey: boolean;
    readonly listed: boolean;
  };
  readonly onClose: () => void;
  /** The root code where one is needed, else null. */
  readonly onGo: (code: string | null) => void;
}

export function Removal({ open, device, onClose, onGo }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { listed, holdsKey } = device;
  const cut = [t('people.removeCuts'), t('people.removeNews'), t('people.removeKeeps')];
  const key = holdsKey ? [t('people.removeRoot'), t('people.removePin')] : [];
  const never = t('people.removeNever');
  return (
    <Confirm
      open={open}
      title={t(listed ? 'people.removeTitle' : 'people.keyTitle', { name: nameOf(t, device) })}
      consequences={listed ? [...cut, never, ...key] : [...key, never]}
      go={t(listed ? 'people.removeNow' : 'people.keyNow')}
      onGo={() => {
        onGo(holdsKey ? code : null);
        setCode('');
      }}
      onClose={() => {
        setCode('');
        onClose();
      }}
    >
      {holdsKey && <CodeField label={t('people.rootCode')} value={code} onChange={setCode} />}
    </Confirm>
  );
}
