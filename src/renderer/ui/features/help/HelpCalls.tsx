// Room: ui/features/help. Calls for help that go on, above every screen: who calls, and who comes.
import Button from '@mui/material/Button';
import type { TFunction } from 'i18next';
import { Siren } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpCall } from '../../../../contract/help.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Banner } from '../../parts/Banner.tsx';
import { whyOf, type Why } from './refusals.ts';

export function HelpCalls() {
  const calls = useStore(useApp().stores.help);
  return calls.map((call) => <Line key={call.id} call={call} />);
}

function Line({ call }: { readonly call: HelpCall }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const names = useNames(t);
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Why | null>(null);
  const { id, own, about, coming } = call;
  const comesHere = coming.some((one) => one.own);
  const come = async (): Promise<void> => {
    const refusal = await acts.help.come(id);
    setWhy(refusal === null ? null : whyOf(refusal));
    if (refusal === null && about !== null) void acts.talk.open(about);
  };
  const callAgain = async (): Promise<void> => {
    const refusal = await acts.help.call(about);
    setWhy(refusal === null ? null : whyOf(refusal));
  };
  const look = (): void => {
    if (about !== null) void acts.talk.open(about);
  };
  const open = about !== null && stores.view.get().conversation !== about;
  return (
    <Banner
      tone={coming.length === 0 ? 'danger' : 'waiting'}
      icon={Siren}
      action={
        <>
          {!own && !comesHere && (
            <Button variant="text" aria-disabled={busy} onClick={() => run(come)}>
              {t('help.come')}
            </Button>
          )}
          {own && coming.length > 0 && (
            <Button variant="text" aria-disabled={busy} onClick={() => run(callAgain)}>
              {t('help.again')}
            </Button>
          )}
          {!own && open && (
            <Button variant="text" onClick={look}>
              {t('help.look')}
            </Button>
          )}
          <Button variant="text" onClick={() => acts.help.end(id)}>
            {t(own ? 'help.end' : 'help.hide')}
          </Button>
        </>
      }
    >
      {sentence(t, call, names)}
      {why !== null && ` ${t(`help.refusal.${why}`)}`}
    </Banner>
  );
}

type Named = { readonly device: string; readonly alias: string };

/** The name somebody writes under, else what their device is called here. */
function useNames(t: TFunction): (one: Named) => string {
  const { roster } = useStore(useApp().stores.people);
  return ({ device, alias }) =>
    alias || (roster?.devices.find(({ id }) => id === device)?.name ?? '') || t('help.somebody');
}

function sentence(t: TFunction, call: HelpCall, nameOf: (one: Named) => string): string {
  const { own, coming } = call;
  const [first] = coming;
  const name = nameOf(call);
  if (first === undefined) return own ? t('help.called') : t('help.asks', { name });
  const who = coming.map(nameOf).join(', ');
  if (own) return t('help.answered', { who });
  return coming.some((one) => one.own)
    ? t('help.youCome', { name })
    : t('help.comes', { who, name });
}
