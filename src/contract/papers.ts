/** Contract: papers of the team, small texts that all its devices share (PROTOCOL §4, Papers). */

/** The papers this version knows. One of another name waits until a version that knows it. */
export const PAPER_NAMES = ['replies', 'codebook', 'checklist', 'retention'] as const;
export type PaperName = (typeof PAPER_NAMES)[number];

/** Why a paper cannot be written here. `newer-version`: what stands was written by a newer app, and is not replaced blindly. */
export type PaperRefusal = 'not-coordinator' | 'newer-version' | 'too-large' | 'disk-full';

/** Another version stands now, from here or from a colleague: whoever shows it reads again. */
export interface PaperFact {
  readonly type: 'paper-changed';
  readonly name: PaperName;
}
