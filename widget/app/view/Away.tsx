import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import { insist } from '../insist.ts';
import type { State } from '../state.ts';
import { clock, Icon } from './icons.tsx';

/** "Today" and "tomorrow" change, and hours begin. */
const AGAIN_MS = 60_000;

/** Nobody is here: when somebody is, in the team's own words, and that writing is worth it all the same. */
export function Away(props: {
  readonly t: AllTexts;
  readonly state: Pick<State, 'face' | 'team' | 'language'>;
  /** Something was written already: then coming back is what matters. */
  readonly written: boolean;
}): JSX.Element {
  const { t, written } = props;
  const { face, team, language } = props.state;
  const profile = team.status === 'verified' ? team.team.document.profile : null;
  const [back, say] = useState('');
  useEffect(() => {
    let over = false;
    const count = (): void => {
      void insist(() => import('../back-at.ts')).then(({ backAt }) => {
        if (!over && profile !== null) say(backAt(profile, language, Date.now()));
      });
    };
    count();
    // A page may stand open over night, and a hidden one counts no minutes.
    const again = setInterval(count, AGAIN_MS);
    addEventListener('visibilitychange', count, true);
    return () => {
      over = true;
      clearInterval(again);
      removeEventListener('visibilitychange', count, true);
    };
  }, [profile, language]);
  return (
    <div class="hint away">
      <Icon d={clock} />
      <div>
        <p>
          {t.away}
          {face.hours !== '' && (
            <>
              {' · '}
              <bdi>{face.hours}</bdi>
            </>
          )}
        </p>
        {back !== '' && <p>{t.backAt(back)}</p>}
        {face.closed !== '' && <p dir="auto">{face.closed}</p>}
        {(written || face.closed === '') && <p>{written ? t.comeBack : t.closed}</p>}
      </div>
    </div>
  );
}
