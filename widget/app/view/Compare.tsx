import type { JSX } from 'preact';
import type { Numbers } from '../engine-messages.ts';
import type { AllTexts } from '../i18n/words.ts';

/** Numbers that can be said aloud: the team's, to see that it is the team; the conversation's, to be found by. */
export function Compare(props: { readonly t: AllTexts; readonly numbers: Numbers }): JSX.Element {
  const { t, numbers } = props;
  return (
    <>
      <h3>{t.compareTeam}</h3>
      <Groups numbers={numbers.team} />
      <p class="care">{t.compareTeamHint}</p>
      {numbers.talk !== '' && (
        <>
          <h3>{t.compareTalk}</h3>
          <Groups numbers={numbers.talk} />
          <p class="care">{t.compareTalkHint}</p>
        </>
      )}
    </>
  );
}

/** Groups of five digits, from left to right in every language. */
export function Groups({ numbers }: { readonly numbers: string }): JSX.Element {
  return (
    <p class="groups" dir="ltr">
      {numbers.split(' ').map((group, i) => (
        <code key={i}>{group}</code>
      ))}
    </p>
  );
}
