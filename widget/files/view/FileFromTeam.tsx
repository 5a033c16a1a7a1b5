import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { TheirFile } from '../../app/tab.ts';
import type { FilesClient } from '../client.ts';
import type { FileTexts } from '../i18n/words.ts';
import type { Got } from '../messages.ts';
import { neutralName } from '../names.ts';
import { useAddress, wear } from './wear.ts';

interface FromTeamProps {
  readonly t: FileTexts;
  readonly client: FilesClient;
  readonly file: TheirFile;
}

/** A file from the team that somebody asked for: a picture to look at, anything else to save. */
export function FileFromTeam(props: FromTeamProps): JSX.Element {
  const { t, client, file } = props;
  const [got, look] = useState(() => client.received(file));
  useLayoutEffect(wear, []);
  useEffect(() => {
    const see = (): void => look(client.received(file));
    see();
    return client.onChange(see);
  }, [client, file]);
  return (
    <div class="file-got">
      <p role="status">{said(got, t)}</p>
      {got !== null && got !== 'coming' && 'file' in got && <Here t={t} got={got} />}
    </div>
  );
}

function said(got: Got | 'coming' | null, t: FileTexts): string {
  if (got === null || got === 'coming') return t.fetching;
  return got.kind === 'gone' || got.kind === 'wrong' ? t[got.kind] : '';
}

function Here(props: {
  readonly t: FileTexts;
  readonly got: Extract<Got, { readonly file: Blob }>;
}): JSX.Element | null {
  const { t, got } = props;
  const address = useAddress(got.file);
  if (address === null) return null;
  // The name the message gave is for reading: a saved file gets one that its bytes have earned.
  const name = neutralName(got.file.type, 1, t);
  return (
    <>
      {got.kind === 'picture' && <img class="file-preview" src={address} alt={name} />}
      <a class="text file-save" href={address} download={name}>
        {t.save}
      </a>
    </>
  );
}
