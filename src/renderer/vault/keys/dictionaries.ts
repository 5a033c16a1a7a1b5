/**
 * Vault, keys: what zxcvbn knows. Two megabytes of words, so this file is only ever imported when a
 * passphrase is being chosen (strength.ts), and comes to the Worker as a chunk of its own.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as german } from '@zxcvbn-ts/language-de';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as dutch } from '@zxcvbn-ts/language-nl-be';

/** Spellings tried for one passphrase; the default makes one of symbols take a second. */
const MAX_L33T = 16;

/** Two of the packages use the same names for their lists. */
const named = (lists: Readonly<Record<string, string[]>>, language: string) =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${name}-${language}`, list]));

let made: ZxcvbnFactory | null = null;

/** Made once: ranking the words takes a third of a second. Warnings and suggestions come as zxcvbn's keys. */
export function zxcvbn(): ZxcvbnFactory {
  made ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english, ...named(german, 'de'), ...named(dutch, 'nl') },
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: MAX_L33T,
  });
  return made;
}
