// Room: ui/features/unlock. How a page of a first run ends: what was refused, what is being done, and the two ways on.
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Attempt, FreshRefusal } from '../../app/state/session.ts';
import { CreateRefused, Working } from './Refused.tsx';
import { Buttons } from './Stage.tsx';

interface Props {
  readonly attempt: Attempt<FreshRefusal>;
  /** Said while it runs. */
  readonly doing: string;
  readonly go: string;
  readonly ready: boolean;
  readonly onBack: () => void;
}

export function StepEnd({ attempt, doing, go, ready, onBack }: Props) {
  const { t } = useTranslation();
  const working = attempt.status === 'working';
  return (
    <>
      {attempt.status === 'refused' && <CreateRefused why={attempt.why} />}
      {working && <Working words={doing} />}
      <Buttons>
        <Button onClick={onBack} disabled={working}>
          {t('common.back')}
        </Button>
        <Button type="submit" variant="contained" disabled={!ready || working}>
          {go}
        </Button>
      </Buttons>
    </>
  );
}
