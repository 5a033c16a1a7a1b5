// Room: ui/features/unlock. A passphrase that can be looked at while typing.
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../parts/IconAction.tsx';
import { TextField } from '../../parts/TextField.tsx';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  readonly help?: string | undefined;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly fresh: boolean;
  /** The eye stands on one of two fields only. */
  readonly eye?: boolean;
}

export function PassphraseField({ eye = true, fresh, ...props }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      end={
        eye && (
          <IconAction
            icon={shown ? EyeOff : Eye}
            label={shown ? t('firstRun.pass.hide') : t('firstRun.pass.show')}
            onClick={() => setShown(!shown)}
          />
        )
      }
    />
  );
}
