// Room: ui/features/settings. The vault's passphrase, exchanged.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { Progress } from '../../parts/Progress.tsx';
import { NewPassphrase } from '../unlock/NewPassphrase.tsx';
import { PassphraseField } from '../unlock/PassphraseField.tsx';
import { Card, Done, Form, Refused, Row, Soft } from './card.tsx';

export function ChangePassphrase({ task }: { readonly task: Tasks['changePassphrase'] }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [open, setOpen] = useState(false);
  const change = async (current: string, next: string): Promise<void> => {
    const ended = await acts.keep.run('changePassphrase', { current, next });
    if (ended.status === 'done') setOpen(false);
  };
  return (
    <Card title={t('security.change.title')}>
      <Soft>{t('security.change.body')}</Soft>
      {open ? (
        <Fields
          working={task.status === 'working'}
          onCancel={() => setOpen(false)}
          onChange={(current, next) => void change(current, next)}
        />
      ) : (
        <Row>
          <Button
            onClick={() => {
              acts.keep.tidy('changePassphrase');
              setOpen(true);
            }}
          >
            {t('security.change.start')}
          </Button>
          {task.status === 'done' && <Done>{t('security.change.done')}</Done>}
        </Row>
      )}
      {task.status === 'working' && <Progress jobs={[]} words={t('security.change.working')} />}
      <Refused task={task} />
    </Card>
  );
}

interface Props {
  readonly working: boolean;
  readonly onCancel: () => void;
  readonly onChange: (current: string, next: string) => void;
}

function Fields({ working, onCancel, onChange }: Props) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState<string | null>(null);
  const ready = current !== '' && next !== null && !working;
  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onChange(current, next);
      }}
    >
      <PassphraseField
        autoFocus
        fresh={false}
        disabled={working}
        label={t('keep.current')}
        value={current}
        onChange={setCurrent}
      />
      <NewPassphrase disabled={working} onReady={setNext} />
      <Row>
        <Button onClick={onCancel} disabled={working}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {t('security.change.save')}
        </Button>
      </Row>
    </Form>
  );
}
