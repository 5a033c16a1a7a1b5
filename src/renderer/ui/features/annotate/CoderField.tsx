// Room: ui/features/annotate. Under which name marks are made here: a second person codes apart under another.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CODER_LIMIT } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { TextField } from '../../parts/TextField.tsx';

const Form = styled('form')({ width: 'min(300px, 100%)' });

export function CoderField({ coder }: { readonly coder: string }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [name, setName] = useState(coder);
  const [failed, setFailed] = useState(false);
  const { busy, run } = useBusy();
  const save = async (): Promise<void> => setFailed((await acts.marking.codeAs(name)) !== null);
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        run(save);
      }}
    >
      <TextField
        label={t('codes.coder')}
        help={t('codes.coderHelp')}
        value={name}
        onChange={setName}
        maxLength={CODER_LIMIT}
        problem={failed ? t('codes.problem.failed') : undefined}
        end={
          name.trim() !== coder && (
            <Button type="submit" variant="text" disabled={busy}>
              {t('codes.coderSave')}
            </Button>
          )
        }
      />
    </Form>
  );
}
