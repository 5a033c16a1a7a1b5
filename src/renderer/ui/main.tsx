// Room: ui. Puts the app on the page over a given desk. Called once by boot.ts, and by the harness in tests.
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/500.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-sans-hebrew/400.css';
import '@fontsource/ibm-plex-sans-hebrew/500.css';
import '@fontsource/ibm-plex-sans-hebrew/600.css';
import type { i18n } from 'i18next';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Desk } from '../../contract/desk.ts';
import type { ErrandEnd } from '../../contract/jobs.ts';
import { makeActs } from './app/acts/acts.ts';
import { hear } from './app/acts/facts.ts';
import { App } from './app/App.tsx';
import { AppContext } from './app/app-context.ts';
import { leadToWaiting } from './app/commands/lead.ts';
import { readComfort } from './app/comfort.ts';
import { makeStores } from './app/stores.ts';
import { startLanguage } from './app/use-language.ts';
import { startI18n } from './i18n/i18n.ts';

interface Mounting {
  readonly desk: Desk;
  /** Ends the Worker and loads the page anew; `ended` is what the next one is told. */
  readonly restart: (ended?: ErrandEnd | null) => void;
  readonly ended?: ErrandEnd | null;
  readonly preview: string;
}

interface Mounted {
  readonly i18n: i18n;
  readonly stop: () => void;
}

/** Listens to the vault, then shows the app in `#app`. Returns how to take both back, and what it speaks with. */
export async function mount({ desk, restart, ended, preview }: Mounting): Promise<Mounted> {
  const place = document.querySelector('#app');
  if (place === null) throw new Error('index.html has no #app');
  const stores = makeStores(readComfort());
  const context = { desk, stores, restart, ended: ended ?? null };
  const app = { stores, acts: makeActs(context), preview };
  const stopHearing = desk.onFact((fact) => hear(context, fact, () => leadToWaiting(app)));
  const words = await startI18n(startLanguage());
  const root = createRoot(place);
  root.render(
    <I18nextProvider i18n={words}>
      <AppContext value={app}>
        <App />
      </AppContext>
    </I18nextProvider>,
  );
  const stop = (): void => {
    stopHearing();
    root.unmount();
  };
  return { i18n: words, stop };
}
