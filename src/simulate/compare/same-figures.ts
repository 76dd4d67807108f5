import type { SimulationDocument } from '../../model/documents/simulation.ts';

/** Whether two simulations found the same: what is there and came to nothing counts as what is not there. */
export function sameFigures(a: SimulationDocument, b: SimulationDocument): boolean {
    return JSON.stringify(figuresIn(a)) === JSON.stringify(figuresIn(b));
}

function figuresIn({ totals, tiers, rules, triggers, metrics, months, holders }: SimulationDocument): unknown {
    return pruned({ totals, tiers, rules, triggers, metrics, months, holders });
}

/** How a rule is called and written is no figure of it. */
const WORDS = new Set(['title', 'kind', 'currency']);

/** Without what is nothing; absent where nothing is left. A name alone is nothing, too. */
function pruned(value: unknown): unknown {
    if (value === 0 || (typeof value === 'string' && /^-?0(?:\.0+)?$/.test(value))) return undefined;
    if (Array.isArray(value)) {
        const items = value.map(pruned).filter(item => item !== undefined);
        return items.length === 0 ? undefined : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value)
        .filter(([key]) => !WORDS.has(key))
        .map(([key, each]) => [key, pruned(each)] as const)
        .filter(([, each]) => each !== undefined)
        .sort(([x], [y]) => (x < y ? -1 : 1));
    return entries.every(([key]) => key === 'name') ? undefined : Object.fromEntries(entries);
}
