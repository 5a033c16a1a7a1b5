// Room: ui/app/acts. Planning and exporting a release, and reading incidents in.
import type { Language } from '../../../../contract/case.ts';
import type { ExportFormat } from '../state/release.ts';
import type { ActContext } from './context.ts';
import { loadHeads } from './pages.ts';

export interface ReleaseActs {
  readonly plan: (language: Language) => Promise<void>;
  readonly export: (format: ExportFormat, language: Language) => Promise<void>;
  readonly importIncidents: () => Promise<void>;
}

export function releaseActs(context: ActContext): ReleaseActs {
  const { desk, stores } = context;
  const { release } = stores;
  const request = (language: Language) => ({ ...release.get().selection, language });

  return {
    plan: async (language) => {
      release.send({ type: 'planning' });
      try {
        const planned = await desk.planRelease(request(language));
        if (planned.ok) release.send({ type: 'planned', plan: planned.value });
        else release.send({ type: 'plan-refused', why: planned.refusal });
      } catch {
        release.send({ type: 'plan-refused', why: 'failed' });
      }
    },

    export: async (format, language) => {
      release.send({ type: 'exporting', exporting: { status: 'working', format } });
      try {
        const ask = format === 'csv' ? desk.exportCsv : desk.exportPdf;
        const done = await ask(request(language));
        release.send({
          type: 'exporting',
          exporting: done.ok
            ? { status: 'done', name: done.value.name }
            : { status: 'refused', why: done.refusal },
        });
      } catch {
        release.send({ type: 'exporting', exporting: { status: 'refused', why: 'failed' } });
      }
    },

    importIncidents: async () => {
      release.send({ type: 'importing', importing: { status: 'working' } });
      try {
        const done = await desk.importIncidents(null);
        release.send({
          type: 'importing',
          importing: done.ok
            ? { status: 'done', count: done.value.imported }
            : { status: 'refused', why: done.refusal },
        });
        if (done.ok) await loadHeads(context);
      } catch {
        release.send({ type: 'importing', importing: { status: 'refused', why: 'failed' } });
      }
    },
  };
}
