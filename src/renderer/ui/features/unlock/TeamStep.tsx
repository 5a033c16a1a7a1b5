// Room: ui/features/unlock. First page: relay, claim code, names.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../parts/TextField.tsx';
import { Buttons, Form, Heading, Step } from './Stage.tsx';

export interface TeamInput {
  readonly relay: string;
  readonly claim: string;
  readonly teamName: string;
  readonly alias: string;
}

/** Longest names that are shown in the chat, code points. */
const MAX_NAME = 80;
const MAX_ALIAS = 40;

interface Props {
  readonly input: TeamInput;
  readonly onChange: (input: TeamInput) => void;
  readonly onDone: () => void;
}

const isRelay = (relay: string): boolean => /^wss?:\/\/[^\s/]+/i.test(relay.trim());

export function TeamStep({ input, onChange, onDone }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const set = (field: keyof TeamInput) => (value: string) => onChange({ ...input, [field]: value });
  const empty = (field: keyof TeamInput): string | undefined =>
    asked && input[field].trim() === '' ? t('firstRun.team.missing') : undefined;
  const badRelay = asked && !isRelay(input.relay) ? t('firstRun.team.badRelay') : undefined;

  const submit = (): void => {
    setAsked(true);
    const filled = Object.values(input).every((value) => value.trim() !== '');
    if (filled && isRelay(input.relay)) onDone();
  };

  return (
    <Form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Heading>
        <Step>{t('firstRun.step', { step: 1 })}</Step>
        <h2>{t('firstRun.team.title')}</h2>
        <p>{t('firstRun.team.body')}</p>
      </Heading>
      <TextField
        label={t('firstRun.team.relay')}
        help={t('firstRun.team.relayHelp')}
        value={input.relay}
        onChange={set('relay')}
        problem={empty('relay') ?? badRelay}
      />
      <TextField
        label={t('firstRun.team.claim')}
        help={t('firstRun.team.claimHelp')}
        value={input.claim}
        onChange={set('claim')}
        problem={empty('claim')}
      />
      <TextField
        label={t('firstRun.team.teamName')}
        help={t('firstRun.team.teamNameHelp')}
        value={input.teamName}
        onChange={set('teamName')}
        problem={empty('teamName')}
        maxLength={MAX_NAME}
      />
      <TextField
        label={t('firstRun.team.alias')}
        help={t('firstRun.team.aliasHelp')}
        value={input.alias}
        onChange={set('alias')}
        problem={empty('alias')}
        maxLength={MAX_ALIAS}
      />
      <Buttons>
        <Button type="submit" variant="contained">
          {t('common.next')}
        </Button>
      </Buttons>
    </Form>
  );
}
