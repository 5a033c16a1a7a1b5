import type { Engine } from '../app/engine.ts';
import { parse } from '../app/shelf.ts';
import { openFiles, type FilesClient } from './client.ts';
import { hireFiles } from './hire-files.ts';
import type { KeptUpload } from './send/kept.ts';

/** Everything about files, loaded when somebody taps the paper clip for the first time. */
export { loadFileTexts } from './i18n/texts.ts';
export { FileFromTeam } from './view/FileFromTeam.tsx';
export { FileSheet } from './view/FileSheet.tsx';

/** Files over the engine's line and the page's storage. */
export function openRoom(engine: Engine, topics: () => readonly number[]): FilesClient {
  return openFiles({
    worker: hireFiles(),
    line: { ask: engine.blob },
    maxBytes: () => engine.state().face.maxFileBytes,
    kept: () => parse<KeptUpload>(engine.upload() || null),
    keep: (kept) => engine.saveUpload(kept === null ? '' : JSON.stringify(kept)),
    attach: ({ file, media, prepared, removed }, name) =>
      engine.attach({ file, name, media, prepared, removed, topics: topics() }),
  });
}
