import type { Program } from '../../../model/program.ts';
import type { Declared } from '../../../model/source.ts';

/** Something that a program declares, or says of itself. */
export interface Declaration {
    /** Key of the program that it stands under: `earns`. */
    readonly list: string;
    readonly name: string;
    /** The program, for what it says of itself; absent for what has no name. */
    readonly declared: Declared | undefined;
    readonly value: unknown;
}

/** What says where a program stands and what people read of it, what follows from other parts, and what runs nothing. */
const NO_RULES = new Set(['span', 'files', 'doc', 'title', 'version', 'currency', 'currencies', 'datasets', 'tests']);

/** Everything of a program that a change may concern, whatever lists it has. */
export function declarationsOf(program: Program): Declaration[] {
    return Object.entries(program).flatMap(([list, value]: [string, unknown]): Declaration[] => {
        if (NO_RULES.has(list) || value === undefined) return [];
        if (!isList(value)) return [{ list, name: list, declared: program, value }];
        return value.map(each => ({ list, name: nameIn(list, each), declared: asDeclared(each), value: each }));
    });
}

/** A list whose parts have names, or rules that they are about. */
export const isList = (value: unknown): value is readonly object[] =>
    Array.isArray(value) && value.every(each => typeof each === 'object' && each !== null && hasName(each));

const hasName = (value: object): boolean => 'name' in value || 'rules' in value;

export function nameIn(list: string, value: object): string {
    if ('name' in value && typeof value.name === 'string') return value.name;
    return 'rules' in value && Array.isArray(value.rules) ? value.rules.join(', ') : list;
}

function asDeclared(value: object): Declared | undefined {
    if (!('name' in value && 'span' in value)) return undefined;
    // What has a name and a place in the model is a declaration.
    return { title: String(value.name), doc: '', ...value } as unknown as Declared;
}

/** How the parts of a list are called, one of them. */
export function kindOf(list: string): string {
    return KINDS[list] ?? list.replace(/s$/, '');
}

const KINDS: Readonly<Record<string, string>> = {
    name: 'program',
    timeZone: 'program',
    weekStart: 'program',
    yearStart: 'program',
    valid: 'program',
    channels: 'program',
    messageLimits: 'program',
    pricesInclude: 'program',
    taxRounding: 'program',
    furtherTaxes: 'program',
    shippingTaxed: 'program',
    amountRounding: 'program',
    totalRounding: 'program',
    returnPrices: 'program',
    tenders: 'program',
    priceConditionsSee: 'program',
    memberFields: 'field of members',
    itemFields: 'field of items',
    ladders: 'tiers',
    points: 'points',
    earns: 'earning rule',
    combinations: 'combination',
};
