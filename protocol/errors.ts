/**
 * Every way bytes can be refused at a protocol boundary. PROTOCOL.md §7 lists them; none is ever renamed.
 */
export type ProtocolErrorCode =
  | 'bad-frame'
  | 'bad-id'
  | 'bad-document'
  | 'bad-signature'
  | 'bad-body'
  | 'bad-code'
  | 'cannot-open'
  | 'expired'
  | 'forked'
  | 'low-order'
  | 'not-allowed'
  | 'older'
  | 'too-large'
  | 'wrong-key'
  | 'wrong-version';

/**
 * A refusal at the protocol boundary.
 *
 * `at` names the field at fault and never carries its value: this error is counted by a relay
 * that must not learn what reporters write.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, at?: string) {
    super(at === undefined ? code : `${code} at ${at}`);
    this.code = code;
  }
}
