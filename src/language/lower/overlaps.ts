import type { Steps } from '../../base/steps.ts';
import type { Combination, Earn } from '../../model/earn.ts';
import type { Price } from '../../model/price.ts';
import { mayBothApply } from '../checks/rules.ts';
import type * as ast from '../generated/ast.ts';
import { type Lowering, spanOf } from './context.ts';

interface Rules {
    readonly earns: readonly Earn[];
    readonly prices: readonly Price[];
    readonly combinations: readonly Combination[];
}

/** Row 8: two conditional rules of one kind that stand in no group together. One info a rule. */
export function* reportOverlaps(lowering: Lowering, rules: Rules): Steps<void> {
    const { kept } = lowering;
    const groups = rules.combinations.map(each => each.rules.join());
    const earns = kept.same('earns that meet', [...rules.earns.map(factsOf), ...groups], () => {
        const together = groupsOf(rules.combinations);
        return overlapsOf(rules.earns, (a, b) => !together(a.name, b.name));
    });
    yield;
    const prices = kept.same('prices that meet', [...rules.prices.map(factsOf), ...groups], () => {
        const together = groupsOf(rules.combinations);
        return overlapsOf(rules.prices, (a, b) => !together(a.name, b.name) && !isOrdered(a, b) && !isOrdered(b, a));
    });
    yield;
    yield* reportMet(lowering, 'earns', rules.earns, earns);
    yield* reportMet(lowering, 'prices', rules.prices, prices);
}

function* reportMet(
    lowering: Lowering,
    kind: string,
    rules: readonly (Earn | Price)[],
    met: readonly Met[],
): Steps<void> {
    const known = met.flatMap(each => {
        const rule = rules[each.index];
        const node = rule && writtenAs.get(rule);
        return node ? [{ node, other: each.other }] : [];
    });
    const nodes = known.map(({ node }) => node);
    const others = known.map(({ other }) => other);
    const report = (own: Lowering, node: ast.Earn | ast.Price, other: string) =>
        reportOverlap(own, node, [node.name, other]);
    yield* lowering.kept.all(lowering, nodes, `${kind} that meet`, report, others);
}

const writtenAs = new WeakMap<Earn | Price, ast.Earn | ast.Price>();

/** Takes note of where a rule comes from. */
export function ruleOf<T extends Earn | Price | undefined>(rule: T, node: ast.Earn | ast.Price): T {
    if (rule) {
        writtenAs.set(rule, node);
        // While nobody waits for all of them.
        factsOf(rule);
    }
    return rule;
}

/** A rule, by its place on the list, and the name of the first before it that it may meet. */
interface Met {
    readonly index: number;
    readonly other: string;
}

const facts = new WeakMap<Earn | Price, string>();

/** All of a rule that decides which others it meets. */
function factsOf(rule: Earn | Price): string {
    const known = facts.get(rule);
    if (known !== undefined) return known;
    const { courts, asked } = meetingOf(rule);
    const order = 'neverWith' in rule ? [rule.neverWith, rule.after ?? []] : [];
    const text = JSON.stringify([
        rule.name,
        courts,
        [...asked].map(([field, value]) => [field, typeof value, String(value)]),
        order,
    ]);
    facts.set(rule, text);
    return text;
}

/** One yields to the other, or says that it comes after it. */
const isOrdered = (a: Price, b: Price): boolean => a.neverWith.includes(b.name) || a.after?.includes(b.name) === true;

function reportOverlap(lowering: Lowering, node: ast.Declaration, names: [rule: string, other: string]): void {
    const [rule, other] = names;
    const end = node.$cstNode?.end ?? 0;
    const text = `\n\ncombine ${other}, ${rule}: sum`;
    lowering.report(mayBothApply, { node, property: 'name' }, names, {
        fixes: [{ title: 'Say that they add up', edits: [{ file: spanOf(node).file, start: end, end, text }] }],
    });
}

function groupsOf(combinations: readonly Combination[]): (a: string, b: string) => boolean {
    const groups = new Map<string, Set<Combination>>();
    for (const each of combinations)
        for (const name of each.rules) groups.set(name, (groups.get(name) ?? new Set()).add(each));
    return (a, b) => [...(groups.get(a) ?? [])].some(each => groups.get(b)?.has(each));
}

/** Of each rule, the first one before it that it may meet. */
function overlapsOf<T extends Earn | Price>(rules: readonly T[], isFree: (a: T, b: T) => boolean): readonly Met[] {
    const found: Met[] = [];
    const courts = new Map<string, Court<T>>();
    for (const [index, rule] of rules.entries()) {
        const { courts: names, asked } = meetingOf(rule);
        const entry = { rule, asked, index };
        const own = names.map(name => {
            const court = courts.get(name) ?? new Court<T>();
            courts.set(name, court);
            return court;
        });
        const met = own
            .map(court => court.first(entry, other => isFree(other.rule, rule)))
            .filter(other => other !== undefined);
        const [first] = met.sort((a, b) => a.index - b.index);
        if (first) found.push({ index, other: first.rule.name });
        for (const court of own) court.add(entry);
    }
    return found;
}

/** Where a rule can meet others, and what it asks fields of items for. */
interface Meeting {
    /** None where it applies always, or where it is certain which of them goes first. */
    readonly courts: readonly string[];
    readonly asked: ReadonlyMap<string, unknown>;
}

const meetings = new WeakMap<Earn | Price, Meeting>();

function meetingOf(rule: Earn | Price): Meeting {
    const known = meetings.get(rule);
    if (known) return known;
    const isConditional = rule.when.length > 0 || rule.where.length > 0 || rule.during.length > 0;
    const courts = !isConditional ? [] : 'gives' in rule ? courtsOfEarn(rule) : courtsOfPrice(rule);
    const meeting = { courts, asked: askedOf(rule.where) };
    meetings.set(rule, meeting);
    return meeting;
}

/** Rules meet on one event where they give one unit. */
function courtsOfEarn({ occasion, gives }: Earn): readonly string[] {
    if (gives.every(each => each.basis.kind === 'of rules')) return [];
    const event = occasion.kind === 'item' ? 'purchase' : `${occasion.kind}:${occasion.event}`.replace(/^event:/, '');
    return [...new Set(gives.map(({ unit }) => `${event} ${JSON.stringify(unit)}`))];
}

function courtsOfPrice({ phase, of, priority }: Price): readonly string[] {
    if (priority !== undefined) return [];
    return [of ? `${of.event}.${of.field}` : phase];
}

/** Two rules that ask one field for different values never meet. */
function askedOf(where: Earn['where']): ReadonlyMap<string, unknown> {
    const conditions = where.flatMap(each => (each.kind === 'and' ? each.parts : [each]));
    return new Map(
        conditions.flatMap(each =>
            each.kind === 'compare' &&
            each.op === '=' &&
            each.left.kind === 'item field' &&
            each.right.kind === 'constant'
                ? [[each.left.field, each.right.value] as const]
                : [],
        ),
    );
}

interface Entry<T> {
    readonly rule: T;
    readonly asked: ReadonlyMap<string, unknown>;
    readonly index: number;
}

/** Rules that may meet, sorted by what they ask for, so that not every one has to be compared with every other. */
class Court<T> {
    private readonly entries: Entry<T>[] = [];
    private readonly fields = new Map<
        string,
        { readonly others: Entry<T>[]; readonly asking: Map<unknown, Entry<T>[]> }
    >();

    add(entry: Entry<T>): void {
        for (const field of entry.asked.keys())
            if (!this.fields.has(field)) this.fields.set(field, { others: [...this.entries], asking: new Map() });
        this.entries.push(entry);
        for (const [field, { others, asking }] of this.fields) {
            if (!entry.asked.has(field)) others.push(entry);
            else {
                const value = entry.asked.get(field);
                const list = asking.get(value) ?? [];
                list.push(entry);
                asking.set(value, list);
            }
        }
    }

    first(entry: Entry<T>, isFree: (other: Entry<T>) => boolean): Entry<T> | undefined {
        const meets = (other: Entry<T>): boolean =>
            ![...entry.asked].some(([field, value]) => other.asked.has(field) && other.asked.get(field) !== value) &&
            isFree(other);
        const found = this.possible(entry).map(list => list.find(meets));
        const [first] = found.filter(other => other !== undefined).sort((a, b) => a.index - b.index);
        return first;
    }

    /** Lists that hold all that may meet it: the shortest there are. */
    private possible({ asked }: Entry<T>): readonly (readonly Entry<T>[])[] {
        const choices = [...asked].map(([field, value]) => {
            const known = this.fields.get(field);
            return known ? [known.others, known.asking.get(value) ?? []] : [this.entries];
        });
        const count = (lists: readonly (readonly Entry<T>[])[]): number =>
            lists.reduce((sum, list) => sum + list.length, 0);
        return choices.sort((a, b) => count(a) - count(b))[0] ?? [this.entries];
    }
}
