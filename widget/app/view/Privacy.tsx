import type { JSX } from 'preact';
import type { Face } from '../face.ts';
import type { AllTexts } from '../i18n/words.ts';

/** The team's own words on data protection: one line before the first message, the whole of it a tap away. */
export function Privacy(props: { readonly t: AllTexts; readonly face: Face }): JSX.Element | null {
  const { t, face } = props;
  if (face.privacy === '') return null;
  return (
    <details>
      <summary>{t.consent}</summary>
      <p class="whole" dir="auto">
        {face.privacy}
      </p>
      {face.privacyVersion !== '' && (
        <p class="care">
          <bdi>{face.privacyVersion}</bdi>
        </p>
      )}
    </details>
  );
}
