/** Why a file cannot be cleaned. `unknown` also stands for kinds of files nobody here knows how to clean. */
export type CannotWhy = 'unknown' | 'broken' | 'encrypted' | 'too-large';

/** Thrown inside the cleaners for what a hostile or broken file made impossible; the door turns it into news. */
export class CannotClean extends Error {
  override readonly name = 'CannotClean';
  readonly why: CannotWhy;

  constructor(why: CannotWhy) {
    super(why);
    this.why = why;
  }
}
