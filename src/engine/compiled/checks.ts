/**
 * What of a program is compiled. The tables name every part of the model: a part that is new is an error of types here,
 * until somebody says what becomes of it. What needs the ranges of data is found out where code is made.
 */
export type Checks<T> = { readonly [Key in keyof Required<T>]: (value: T[Key], whole: T) => readonly string[] };

export const fine = (): readonly string[] => [];
export const unless = (isFine: boolean, reason: string): readonly string[] => (isFine ? [] : [reason]);
export const empty =
    (what: string) =>
    (list: readonly unknown[] | undefined): readonly string[] =>
        unless((list ?? []).length === 0, `${what} are not compiled`);
export const each =
    <T extends object>(checks: Checks<T>) =>
    (list: readonly T[]): readonly string[] =>
        list.flatMap(item => reasonsOf(checks, item));

export function reasonsOf<T extends object>(checks: Checks<T>, whole: T): readonly string[] {
    // The table has every key of what it checks.
    const keys = Object.keys(checks) as (keyof T)[];
    return keys.flatMap(key => checks[key](whole[key], whole));
}
