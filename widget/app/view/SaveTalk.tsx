import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { insist } from '../insist.ts';
import type { TranscriptWords } from '../transcript.ts';
import type { Tab } from '../tab.ts';
import { Icon } from './icons.tsx';
import { download } from './later-icons.ts';

/** What is in this tab as a file on this device, and what that means. */
export function SaveTalk(props: {
  readonly tab: Tab;
  readonly words: TranscriptWords;
}): JSX.Element {
  const { tab, words } = props;
  const { t } = words;
  const [saved, setSaved] = useState(false);
  const save = async (kind: 'html' | 'txt'): Promise<void> => {
    const { asHtml, asText, saveFile } = await insist(() => import('../transcript.ts'));
    saveFile(kind, kind === 'html' ? asHtml(tab, words) : asText(tab, words));
    setSaved(true);
  };
  return (
    <>
      <p>{t.saveHint}</p>
      <div class="menu">
        <button type="button" class="item" onClick={() => void save('html')}>
          <Icon d={download} />
          {t.saveHtml}
        </button>
        <button type="button" class="item" onClick={() => void save('txt')}>
          <Icon d={download} />
          {t.saveText}
        </button>
      </div>
      <p class="care" role="status">
        {saved && t.saved}
      </p>
    </>
  );
}
