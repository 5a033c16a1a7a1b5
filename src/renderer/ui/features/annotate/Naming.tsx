// Room: ui/features/annotate. What a code is called and what it means.
import { useTranslation } from 'react-i18next';
import { CODE_NAME_LIMIT, DEFINITION_LIMIT } from '../../../../contract/annotation.ts';
import { TextField } from '../../parts/TextField.tsx';

export interface Named {
  readonly label: string;
  readonly definition: string;
}

interface Props {
  readonly named: Named;
  readonly onChange: (named: Named) => void;
  readonly autoFocus?: boolean;
}

export function Naming({ named, onChange, autoFocus = false }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        autoFocus={autoFocus}
        label={t('codes.name')}
        value={named.label}
        onChange={(label) => onChange({ ...named, label })}
        maxLength={CODE_NAME_LIMIT}
      />
      <TextField
        label={t('codes.definition')}
        value={named.definition}
        onChange={(definition) => onChange({ ...named, definition })}
        maxLength={DEFINITION_LIMIT}
        rows={2}
      />
    </>
  );
}
