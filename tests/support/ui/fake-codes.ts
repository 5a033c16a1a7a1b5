import type { CodeLists } from '../../../src/contract/case.ts';
import codes from '../../../src/renderer/vault/cases/codes/2026-1.json' with { type: 'json' };

/** The vault's own code lists, so that pictures and tests show the real words. */
export const fakeCodes: CodeLists = codes;
