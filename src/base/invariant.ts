/**
 * Guards what only a bug of ours can break; what a user wrote is reported as a finding instead.
 * The message says what should have been true. Throws `Error`.
 */
export function invariant(condition: unknown, message: string): asserts condition {
    if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** Ends a `switch` over a closed union: a new kind makes the call a compile error. Throws when reached all the same. */
export function unreachable(value: never): never {
    throw new Error(`Invariant broken: unexpected value ${String(value)}`);
}
