import { duplicateName } from '../checks/names.ts';
import type * as ast from '../generated/ast.ts';
import { declarationsOf } from '../names.ts';
import type { Lowering } from './context.ts';

/** What declarations are called that have names of their own. */
export const declarationWords: Partial<Record<ast.Declaration['$type'], string>> = {
    Points: 'points',
    Wallet: 'a wallet',
    Metric: 'a metric',
    Segment: 'a segment',
    Ladder: 'a ladder',
    Earn: 'an earning rule',
    Price: 'a price',
    Coupon: 'a coupon',
    Reward: 'a reward',
    Contract: 'a contract',
    Rebate: 'a rebate',
    Trigger: 'a trigger',
    Journey: 'a journey',
    Budget: 'a budget',
    Invariant: 'an invariant',
    Assume: 'an assumption',
    Dataset: 'a dataset',
    Goal: 'a goal',
    Test: 'a test',
};

/** One list of names for what rules, amounts and reports refer to; goals, tests and datasets have lists of their own. */
export function checkNames(lowering: Lowering, all: readonly ast.Declaration[]): void {
    const { kept, findings } = lowering;
    kept.unlessSilent('names', all, calledBy, () => {
        const before = findings.length;
        reportNames(lowering, all);
        return findings.length === before;
    });
}

/** All of a declaration that the lists of names are made of. */
function calledBy(node: ast.Declaration): string {
    const own = 'name' in node ? node.name : 'title' in node ? node.title : '';
    return [node.$type, own, ...(node.$type === 'Ladder' ? node.tiers.map(({ name }) => name) : [])].join('\n');
}

function reportNames(lowering: Lowering, all: readonly ast.Declaration[]): void {
    const shared = new Map<string, string>();
    for (const metric of libraryMetrics(lowering)) shared.set(metric.name, 'a built-in metric');
    const lists = new Map<string, Map<string, string>>();
    const tiers = new Map<string, string>();
    for (const node of all) {
        const word = declarationWords[node.$type];
        if (!word) continue;
        const titled = TITLED.has(node.$type);
        const own = titled || node.$type === 'Dataset';
        const names = own ? (lists.get(node.$type) ?? new Map<string, string>()) : shared;
        if (own) lists.set(node.$type, names);
        const name = 'name' in node ? node.name : titled && 'title' in node ? node.title : '';
        const before = name && names.get(name);
        if (before) lowering.report(duplicateName, { node, property: titled ? 'title' : 'name' }, [name, before]);
        names.set(name ?? '', word);
        if (node.$type === 'Ladder') checkTiers(lowering, node, tiers);
    }
}

/** Named by a title. */
const TITLED: ReadonlySet<string> = new Set(['Goal', 'Test', 'Assume']);

function checkTiers(lowering: Lowering, ladder: ast.Ladder, seen: Map<string, string>): void {
    for (const tier of ladder.tiers) {
        const before = seen.get(tier.name);
        if (before)
            lowering.report(duplicateName, { node: tier, property: 'name' }, [tier.name, `a tier of '${before}'`]);
        seen.set(tier.name, ladder.name);
    }
}

export function libraryMetrics(lowering: Lowering): readonly ast.Metric[] {
    const library = lowering.names.library();
    return library ? declarationsOf(library, 'Metric') : [];
}
