// Room: ui/parts. A printed code is typed: groups form by themselves, what cannot be is said at once.
import { useTranslation } from 'react-i18next';
import { grouped, judgeCode } from './code.ts';
import { TextField } from './TextField.tsx';

interface Props {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
}

export function CodeField({ label, value, onChange, problem, disabled, autoFocus }: Props) {
  const { t } = useTranslation();
  const judged = judgeCode(value);
  const found =
    judged.state === 'typo'
      ? t('passphrase.code.typo', { letter: judged.letter })
      : judged.state === 'over'
        ? t('passphrase.code.over')
        : problem;
  const help =
    judged.state === 'complete'
      ? t('passphrase.code.complete')
      : judged.state === 'short'
        ? t('passphrase.code.left', { count: judged.left })
        : t('passphrase.code.help');
  return (
    <TextField
      mono
      label={label ?? t('passphrase.code.label')}
      value={value}
      onChange={(typed) => onChange(grouped(typed))}
      problem={found}
      help={help}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
    />
  );
}
