/** What may pass through a door: one record of requests, each with its input and its output. */
export type Requests<R> = {
  readonly [K in keyof R]: { readonly input: unknown; readonly output: unknown };
};

/**
 * A door between two processes, seen from below: requests go up, facts come down.
 *
 * Every wall in the app has exactly one, described by one `Requests` interface and one `Fact`
 * union. Nothing else crosses.
 */
export type Door<R extends Requests<R>, Fact> = {
  readonly [K in keyof R]: (input: R[K]['input']) => Promise<R[K]['output']>;
} & {
  /** Returns the function that stops listening. */
  readonly onFact: (listen: (fact: Fact) => void) => () => void;
};

/** The same door from above: one handler per request. */
export type Handlers<R extends Requests<R>> = {
  readonly [K in keyof R]: (input: R[K]['input']) => Promise<R[K]['output']>;
};
