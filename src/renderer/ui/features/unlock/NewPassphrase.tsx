// Room: ui/features/unlock. Choosing a passphrase, twice, with the vault's opinion in between. Used wherever one is chosen.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PassphraseField } from './PassphraseField.tsx';
import { Strength } from './Strength.tsx';
import { acceptable, useStrength } from './use-strength.ts';

interface Props {
  /** Told the passphrase once both are the same and it is good enough; null until then. */
  readonly onReady: (passphrase: string | null) => void;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}

export function NewPassphrase({ onReady, label, disabled = false, autoFocus = false }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const judgement = useStrength(passphrase);
  const ready = acceptable(judgement) && again === passphrase;
  useEffect(() => {
    onReady(ready ? passphrase : null);
  }, [onReady, ready, passphrase]);
  return (
    <>
      <PassphraseField
        fresh
        autoFocus={autoFocus}
        disabled={disabled}
        label={label ?? t('passphrase.fresh')}
        value={passphrase}
        onChange={setPassphrase}
      />
      <Strength judgement={judgement} />
      <PassphraseField
        fresh
        eye={false}
        disabled={disabled}
        label={t('passphrase.again')}
        value={again}
        onChange={setAgain}
        problem={again !== '' && again !== passphrase ? t('firstRun.pass.differs') : undefined}
      />
    </>
  );
}
