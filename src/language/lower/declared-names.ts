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
    const named = [...libraryMetrics(lowering), ...all];
    if (lowering.kept.hasTwice('names', named, namesIn)) reportNames(lowering, all);
}

/** Names that a declaration takes, each with the list that it stands on. */
function namesIn(node: ast.Declaration): readonly string[] {
    if (!declarationWords[node.$type]) return [];
    const list = hasOwnList(node) ? node.$type : '';
    const tiers = node.$type === 'Ladder' ? node.tiers.map(({ name }) => `Tier ${name}`) : [];
    const name = nameIn(node);
    return name ? [`${list} ${name}`, ...tiers] : tiers;
}

const nameIn = (node: ast.Declaration): string | undefined =>
    TITLED.has(node.$type) && 'title' in node ? node.title : 'name' in node ? node.name : '';

const hasOwnList = ({ $type }: ast.Declaration): boolean => TITLED.has($type) || $type === 'Dataset';

function reportNames(lowering: Lowering, all: readonly ast.Declaration[]): void {
    const shared = new Map<string, string>();
    for (const metric of libraryMetrics(lowering)) shared.set(metric.name, 'a built-in metric');
    const lists = new Map<string, Map<string, string>>();
    const tiers = new Map<string, string>();
    for (const node of all) {
        const word = declarationWords[node.$type];
        if (!word) continue;
        const own = hasOwnList(node);
        const names = own ? (lists.get(node.$type) ?? new Map<string, string>()) : shared;
        if (own) lists.set(node.$type, names);
        const name = nameIn(node);
        const before = name && names.get(name);
        if (before)
            lowering.report(duplicateName, { node, property: TITLED.has(node.$type) ? 'title' : 'name' }, [
                name,
                before,
            ]);
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
