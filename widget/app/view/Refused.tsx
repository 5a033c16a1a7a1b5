import type { JSX } from 'preact';
import type { Way } from '../face.ts';
import type { AllTexts, LaterTexts } from '../i18n/words.ts';
import type { Refusal } from '../team.ts';
import { Helplines, Ways } from './Ways.tsx';

/** Why the chat stays closed, in words that blame nobody, and how else to reach the team. */
export function Refused(props: {
  readonly t: AllTexts;
  readonly why: Refusal;
  readonly ways: readonly Way[];
  /** Null where trying again cannot help. */
  readonly onRetry: (() => void) | null;
}): JSX.Element {
  const { t, why, ways } = props;
  const reasons = {
    forged: t.refusedForged,
    older: t.refusedOlder,
    forked: t.refusedForked,
    expired: t.refusedExpired,
    missing: t.refusedMissing,
    misplaced: t.refusedMisplaced,
  } as const satisfies Record<Refusal, string>;
  return (
    <main class="sheet refused">
      <div role="alert">
        <h2>{t.refusedTitle}</h2>
        <p>{reasons[why]}</p>
        <p>{t.refusedYou}</p>
      </div>
      {ways.length > 0 ? (
        <>
          <p>{why === 'expired' ? t.refusedWaysThen : t.refusedWays}</p>
          <Ways t={t} ways={ways} partners={[]} />
        </>
      ) : (
        <>
          <p>{t.refusedNoWays}</p>
          <Helplines t={t} />
        </>
      )}
      {props.onRetry !== null && (
        <button type="button" class="primary" onClick={props.onRetry}>
          {t.retry}
        </button>
      )}
    </main>
  );
}

/** The frame stands where it must not: on the website's own address, or without a team. */
export function Misplaced({ t }: { readonly t: LaterTexts }): JSX.Element {
  return (
    <main class="sheet refused">
      <div role="alert">
        <h1>{t.refusedTitle}</h1>
        <p>{t.refusedMisplaced}</p>
      </div>
      <p>{t.refusedNoWays}</p>
      <Helplines t={t} />
    </main>
  );
}
