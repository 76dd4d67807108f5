/** The units of the language. Two types that differ never mix silently. */
export type Type =
    | { readonly kind: 'money'; readonly currency: string }
    | { readonly kind: 'points'; readonly points: string }
    /** A pure number: a count, a quantity, a ratio, a share (10% is 1/10). */
    | { readonly kind: 'number' }
    | { readonly kind: 'percent' }
    | { readonly kind: 'duration'; readonly unit: DurationUnit }
    | { readonly kind: 'date' }
    | { readonly kind: 'text' }
    | { readonly kind: 'choice'; readonly of: string; readonly values: readonly string[] }
    /** `of` is `ANY_TEXT` where any texts can be in it. */
    | { readonly kind: 'set'; readonly of: string; readonly values: readonly string[] }
    | { readonly kind: 'group' }
    | { readonly kind: 'tier'; readonly ladder: string }
    | { readonly kind: 'truth' };

/** What a set is of whose values are not listed. */
export const ANY_TEXT = 'text';

export const isOpenSet = (type: Type): boolean => type.kind === 'set' && type.of === ANY_TEXT;

export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

export interface Duration {
    readonly count: number;
    readonly unit: DurationUnit;
}

/** How a type is said to people: `money in EUR`, `Star`, `a number`, `one of coffee, pastry`. */
export function describeType(type: Type): string {
    switch (type.kind) {
        case 'money':
            return `money in ${type.currency}`;
        case 'points':
            return `${type.points} points`;
        case 'number':
            return 'a number';
        case 'percent':
            return 'a percentage';
        case 'duration':
            return `a number of ${type.unit}`;
        case 'date':
            return 'a date';
        case 'text':
            return 'text';
        case 'choice':
            return `one of ${type.values.join(', ')}`;
        case 'set':
            return `a set of ${isOpenSet(type) ? ANY_TEXT : type.values.join(', ')}`;
        case 'group':
            return 'a group';
        case 'tier':
            return `a tier of ${type.ladder}`;
        case 'truth':
            return 'a condition';
    }
}

export function sameType(a: Type, b: Type): boolean {
    if (a.kind !== b.kind) return false;
    if (a.kind === 'money' && b.kind === 'money') return a.currency === b.currency;
    if (a.kind === 'points' && b.kind === 'points') return a.points === b.points;
    if (a.kind === 'choice' && b.kind === 'choice') return a.of === b.of;
    if (a.kind === 'set' && b.kind === 'set') return a.of === b.of;
    if (a.kind === 'tier' && b.kind === 'tier') return a.ladder === b.ladder;
    if (a.kind === 'duration' && b.kind === 'duration') return a.unit === b.unit;
    return true;
}
