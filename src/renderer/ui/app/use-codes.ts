// Room: ui/app. Labels and definitions from the versioned code lists, in the interface's language.
import type { Code, CodeEntry, CodeListName } from '../../../contract/case.ts';
import { useApp } from './app-context.ts';
import { useStore } from './store.ts';
import { useLanguage } from './use-language.ts';

export interface Codes {
  readonly entries: (list: CodeListName) => readonly CodeEntry[];
  /** The code's label; the code itself when the list does not know it (an older list version). */
  readonly label: (list: CodeListName, code: Code) => string;
  /** The same for a value of a release, which may be a group of the list. */
  readonly released: (list: CodeListName, code: Code) => string;
}

export function useCodes(): Codes {
  const { stores } = useApp();
  const { codes } = useStore(stores.facts);
  const { codesIn } = useLanguage();
  const entries = (list: CodeListName): readonly CodeEntry[] => codes?.lists[list] ?? [];
  const find = (list: CodeListName, code: Code): CodeEntry | undefined =>
    entries(list).find((entry) => entry.code === code);
  const label = (list: CodeListName, code: Code): string =>
    find(list, code)?.label[codesIn] ?? code;
  return {
    entries,
    label,
    released: (list, code) =>
      codes?.groups?.[list]?.codes.find((group) => group.code === code)?.label[codesIn] ??
      label(list, code),
  };
}
