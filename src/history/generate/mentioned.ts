import type { Program } from '../../model/program.ts';

/**
 * The texts that a program compares its fields with, by `item.sku`, `member.city` or `purchase.channel`: made-up data
 * should have them, so that rules about them fire. What rewards give away counts as `item.sku`.
 */
export function mentionedTexts(program: Program): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, Set<string>>();
    for (const list of [
        program.metrics,
        program.segments,
        program.earns,
        program.prices,
        program.rewards,
        program.triggers,
    ]) {
        walk(list, found);
    }
    return new Map(Array.from(found, ([field, texts]) => [field, [...texts]]));
}

type Found = Map<string, Set<string>>;
/** The nodes of expressions that are of interest, and whatever else there is. */
interface Node {
    readonly kind?: unknown;
    readonly left?: unknown;
    readonly right?: unknown;
    readonly value?: unknown;
    readonly options?: unknown;
    readonly sku?: unknown;
    readonly event?: unknown;
    readonly field?: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function walk(value: unknown, found: Found): void {
    if (!isNode(value)) return;
    if (value.kind === 'compare') note(value.left, [value.right], found);
    if (value.kind === 'in' && Array.isArray(value.options)) note(value.value, value.options, found);
    if (value.kind === 'units') put('item.sku', value.sku, found);
    for (const part of Object.values(value)) walk(part, found);
}

function note(field: unknown, constants: readonly unknown[], found: Found): void {
    const name = fieldName(field);
    if (name === undefined) return;
    for (const constant of constants) {
        if (isNode(constant) && constant.kind === 'constant') put(name, constant.value, found);
    }
}

function fieldName(node: unknown): string | undefined {
    if (!isNode(node)) return undefined;
    switch (node.kind) {
        case 'item field':
            return `item.${String(node.field)}`;
        case 'member field':
            return `member.${String(node.field)}`;
        case 'event field':
            return `${String(node.event)}.${String(node.field)}`;
        default:
            return undefined;
    }
}

function put(name: string, text: unknown, found: Found): void {
    if (typeof text === 'string') found.set(name, (found.get(name) ?? new Set()).add(text));
}
