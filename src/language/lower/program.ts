import { formatDate } from '../../base/calendar.ts';
import { currencyCodes, currencyDecimals } from '../../base/currency.ts';
import { didYouMean } from '../../base/did-you-mean.ts';
import { isZone } from '../../base/zone.ts';
import type { Combination, Earn } from '../../model/earn.ts';
import type { EventKind, Field } from '../../model/event.ts';
import { FREE_MESSAGING, type Messaging } from '../../model/message.ts';
import type { Price } from '../../model/price.ts';
import type { Currency, Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import { sameType } from '../../model/type.ts';
import { duplicateField, duplicateName } from '../checks/names.ts';
import { periodReversed, unknownCurrency, unknownZone } from '../checks/program.ts';
import { bestSetSize, clauseMissing, mayBothApply } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { LIBRARY_URI, PRODUCT_LAUNCH, PSEUDO_EVENTS, YIELDING } from '../library.ts';
import { documentOf, fileOf } from '../names.ts';
import { checkForEverybody } from './announcement.ts';
import { lowerAssume } from './assume.ts';
import { lowerBudget } from './budget.ts';
import { once } from './clauses.ts';
import { declared, docOf, type Lowering, spanOf } from './context.ts';
import { lowerContract } from './contract.ts';
import { lowerCoupons } from './coupon.ts';
import { lowerDataset } from './dataset.ts';
import { turned, weekdayOf } from './during.ts';
import { lowerCombination, lowerEarn } from './earn.ts';
import { lowerGoal } from './goal.ts';
import { lowerInvariant } from './invariant.ts';
import { lowerJourney } from './journey.ts';
import { leaveOut, writeClosest } from './mend.ts';
import { lowerMessageLimit, lowerMessaging } from './message.ts';
import { lowerMetric, lowerSegment } from './metric.ts';
import { lowerMigrations } from './migrate.ts';
import { date, whole } from './number.ts';
import { lowerPoints } from './points.ts';
import { lowerPrice } from './price.ts';
import { inOrder } from './ranking.ts';
import { lowerRebate } from './rebate.ts';
import { lowerReward } from './reward.ts';
import { lowerProgramRounding, taxRounding } from './rounding.ts';
import { askedStages } from './stages.ts';
import { furtherTaxes } from './taxes.ts';
import { lowerTest } from './test.ts';
import { lowerLadder } from './tiers.ts';
import { lowerTrigger } from './trigger.ts';
import { lowerField } from './type.ts';
import { reportOutsideValidity } from './validity.ts';
import { lowerWallets, tenderPolicy } from './wallet.ts';
import { withWallets } from './wallet-fields.ts';

/**
 * The whole program from its files. What is wrong is reported while it is lowered; the result is whole only
 * when nothing was an error. `program` absent: a file that stands alone, lowered for its findings.
 */
export function lowerProgram(lowering: Lowering, program: ast.Program | undefined): Program {
    const files = lowering.documents.map(fileOf).filter(file => file !== undefined);
    const written = files.flatMap(file => file.declarations);
    checkNames(lowering, written);
    const all = written.filter(each => !lowering.broken.has(each));
    const { messaging, ...header } = lowerHeader(lowering, program);
    const events = lowerEvents(lowering);
    const declaredMetrics = [...(lowering.names.library()?.declarations ?? []), ...all]
        .filter(ast.isMetric)
        .map(each => lowerMetric(lowering, each));
    const grouped = new Map<string, string>();
    const rules = {
        segments: present(all.filter(ast.isSegment).map(each => lowerSegment(lowering, each))),
        points: all.filter(ast.isPoints).map(each => lowerPoints(lowering, each)),
        wallets: lowerWallets(lowering, all.filter(ast.isWallet)),
        ladders: [...all.filter(ast.isLadder), ...askedStages(lowering)].map(each => lowerLadder(lowering, each)),
        earns: present(all.filter(ast.isEarn).map(each => lowerEarn(lowering, each))),
        prices: all.filter(ast.isPrice).map(each => lowerPrice(lowering, each)),
        coupons: lowerCoupons(lowering, all.filter(ast.isCoupon)),
        rewards: present(all.filter(ast.isReward).map(each => lowerReward(lowering, each))),
        rebates: present(all.filter(ast.isRebate).map(each => lowerRebate(lowering, each))),
        contracts: all.filter(ast.isContract).map(each => lowerContract(lowering, each)),
        triggers: present(
            all
                .filter(each => ast.isTrigger(each) || ast.isJourney(each))
                .map(each =>
                    ast.isJourney(each)
                        ? lowerJourney(lowering, each, messaging)
                        : lowerTrigger(lowering, each, messaging),
                ),
        ),
        combinations: present(all.filter(ast.isCombine).map(each => lowerCombination(lowering, each, grouped))),
        budgets: present(all.filter(ast.isBudget).map(each => lowerBudget(lowering, each))),
        migrations: lowerMigrations(lowering, all.filter(ast.isMigrate), header.version),
        assumptions: all.filter(ast.isAssume).map(each => lowerAssume(lowering, each)),
        invariants: present(all.filter(ast.isInvariant).map(each => lowerInvariant(lowering, each))),
        goals: present(all.filter(ast.isGoal).map(each => lowerGoal(lowering, each))),
        datasets: all.filter(ast.isDataset).map(each => lowerDataset(lowering, each)),
        tests: all.filter(ast.isTest).map(each => lowerTest(lowering, each)),
    };
    checkForEverybody(lowering);
    reportOutsideValidity(lowering, all, header.valid);
    checkBestSets(lowering, all.filter(ast.isCombine));
    reportOverlaps(lowering, all, rules.earns, rules.prices, rules.combinations);
    return {
        ...header,
        memberFields: mergeFields(
            lowering,
            lowering.names.memberFields(lowering.root),
            all.filter(ast.isMemberDecl),
            'member',
        ),
        itemFields: mergeFields(lowering, lowering.names.itemFields(lowering.root), all.filter(ast.isItemDecl), 'item'),
        events: withWallets(events, rules.wallets),
        metrics: [...present(declaredMetrics), ...lowering.inlineMetrics.values()],
        ...rules,
        rankings: inOrder(lowering.rankings, rules.segments),
        files: lowering.documents.map(each => each.uri.toString()),
    };
}

type Header = Pick<
    Program,
    | keyof Declared
    | 'currencies'
    | 'currency'
    | 'timeZone'
    | 'weekStart'
    | 'valid'
    | 'version'
    | 'channels'
    | 'messageLimits'
    | 'pricesInclude'
    | 'priceRounding'
    | 'taxRounding'
    | 'furtherTaxes'
    | 'tenders'
    | 'priceConditionsSee'
    | 'returnPrices'
    | 'referrals'
> & { readonly messaging: Messaging };

function lowerHeader(lowering: Lowering, node: ast.Program | undefined): Header {
    const clauses = node ? once(lowering, node.clauses, `the program '${node.name}'`) : [];
    const currencies = clauses
        .filter(ast.isCurrencyClause)
        .flatMap(each => each.currencies)
        .map(each => lowerCurrency(lowering, each));
    if (node && currencies.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The program '${node.name}'`, 'currency …']);
    const zone = clauses.find(ast.isTimeZoneClause);
    if (node && !zone)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The program '${node.name}'`, 'timezone …']);
    const valid = clauses.find(ast.isValidClause);
    const week = clauses.find(ast.isWeekClause);
    const here = node
        ? declared(node)
        : {
              name: '',
              title: '',
              doc: '',
              span: { file: lowering.root.uri.toString(), start: 0, end: 0, line: 0, column: 0 },
          };
    return {
        ...here,
        currencies,
        currency: currencies[0] ?? { code: lowering.currency, decimals: lowering.currencyDecimals, span: here.span },
        timeZone: lowerZone(lowering, zone),
        weekStart: week ? weekdayOf(week.day) : 1,
        valid: valid ? lowerValid(lowering, valid) : { from: undefined, through: undefined },
        version: clauses.find(ast.isVersionClause)?.version,
        channels: clauses.filter(ast.isChannelsClause).flatMap(each => each.channels.map(channel => channel.name)),
        messageLimits: clauses.filter(ast.isMessageLimit).map(each => lowerMessageLimit(lowering, each)),
        messaging: lowerMessaging(lowering, clauses, FREE_MESSAGING),
        pricesInclude: clauses.find(ast.isTaxClause)?.included === 'with' ? 'tax' : 'no tax',
        priceRounding: lowerProgramRounding(lowering, clauses.find(ast.isRoundPrice)),
        taxRounding: taxRounding(clauses.find(ast.isTaxRounding)),
        ...furtherTaxes(lowering, clauses.find(ast.isAlsoTax)),
        tenders: tenderPolicy(lowering, clauses.filter(ast.isTenderClause)),
        priceConditionsSee: clauses.find(ast.isSnapshotClause)?.sees?.startsWith('running')
            ? 'running total'
            : 'phase start',
        ...(clauses.find(ast.isReturnPrices)?.anew ? { returnPrices: 'anew' } : {}),
        referrals: clauses.some(ast.isReferralClause) ? 'in household too' : undefined,
    };
}

function lowerCurrency(lowering: Lowering, node: ast.Currency): Currency {
    const known = currencyDecimals(node.name);
    if (node.decimals === undefined && known === undefined)
        lowering.report(
            unknownCurrency,
            { node, property: 'name' },
            [node.name, didYouMean(node.name, currencyCodes())],
            { fixes: writeClosest(node.name, currencyCodes(), { node, property: 'name' }) },
        );
    return {
        code: node.name,
        decimals:
            node.decimals === undefined ? (known ?? 2) : whole(lowering, node.decimals, node, 'The number of decimals'),
        span: spanOf({ node, property: 'name' }),
    };
}

function lowerZone(lowering: Lowering, node: ast.TimeZoneClause | undefined): Program['timeZone'] {
    const zone = node?.zone ?? 'UTC';
    if (node?.zone !== undefined && !isZone(zone)) {
        const zones = Intl.supportedValuesOf('timeZone');
        const place = { node, property: 'zone' };
        lowering.report(unknownZone, place, [zone, didYouMean(zone, zones)], {
            fixes: writeClosest(zone, zones, place, better => `"${better}"`),
        });
    }
    return node?.ofMember ? { kind: 'member', fallback: zone } : { kind: 'fixed', zone };
}

function lowerValid(lowering: Lowering, node: ast.ValidClause): Program['valid'] {
    const from = date(lowering, node.from, { node, property: 'from' });
    const through =
        node.through === undefined ? undefined : date(lowering, node.through, { node, property: 'through' });
    if (through !== undefined && through < from)
        lowering.report(periodReversed, node, [formatDate(from), formatDate(through)], {
            fixes: [turned(node, node.from, node.through)],
        });
    return { from, through };
}

function lowerEvents(lowering: Lowering): EventKind[] {
    const byName = new Map<string, ast.EventDecl[]>();
    for (const event of lowering.documents.flatMap(each => fileOf(each)?.declarations.filter(ast.isEventDecl) ?? []))
        byName.set(event.name, [...(byName.get(event.name) ?? []), event]);
    for (const event of lowering.names.library()?.declarations.filter(ast.isEventDecl) ?? [])
        byName.set(event.name, [...(byName.get(event.name) ?? []), event]);
    const kinds: EventKind[] = [];
    for (const [name, declarations] of byName) {
        if (PSEUDO_EVENTS.has(name)) {
            const own = declarations.find(each => !isBuiltIn(each));
            if (own) lowering.report(duplicateName, { node: own, property: 'name' }, [name, 'something built in']);
            continue;
        }
        const first = declarations[0];
        if (!first) continue;
        const builtIn = declarations.some(isBuiltIn);
        const doc = declarations.map(docOf).find(text => text !== '') ?? '';
        const items = name === PRODUCT_LAUNCH ? lowering.names.ownItemFields(lowering.root) : [];
        const fields = mergeFields(lowering, items, declarations, `the event '${name}'`);
        kinds.push({
            ...declared(first),
            doc,
            builtIn,
            fields,
            everybody: declarations.some(each => each.everybody),
            closes: declarations.map(each => each.closes?.ref?.name).find(each => each !== undefined),
        });
    }
    return kinds;
}

function isBuiltIn(node: ast.Declaration): boolean {
    return documentOf(node).uri.toString() === LIBRARY_URI;
}

/** Fields of all declarations of one thing; one that is there already is reported where the author wrote it. */
function mergeFields(
    lowering: Lowering,
    seen: readonly ast.Field[],
    declarations: readonly { readonly fields: readonly ast.Field[] }[],
    owner: string,
): Field[] {
    const nodes = [...new Set([...declarations.flatMap(each => each.fields), ...seen])];
    const fromLibrary = nodes.filter(each => documentOf(each).uri.toString() === LIBRARY_URI);
    const others = nodes.filter(each => !fromLibrary.includes(each));
    const library = fromLibrary.filter(
        each => !YIELDING.has(each.name) || !others.some(({ name }) => name === each.name),
    );
    const fields = new Map<string, Field>();
    for (const node of [...library, ...others]) {
        const before = fields.get(node.name);
        const field = lowerField(lowering, node);
        if (!before) fields.set(node.name, field);
        else
            lowering.report(duplicateField, { node, property: 'name' }, [owner, node.name, before.builtIn], {
                fixes: sameType(before.type, field.type) ? [leaveOut(node)] : [],
            });
    }
    return [...fields.values()];
}

const words: Partial<Record<ast.Declaration['$type'], string>> = {
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
function checkNames(lowering: Lowering, all: readonly ast.Declaration[]): void {
    const shared = new Map<string, string>();
    for (const metric of lowering.names.library()?.declarations.filter(ast.isMetric) ?? [])
        shared.set(metric.name, 'a built-in metric');
    const lists = new Map<string, Map<string, string>>();
    for (const node of all) {
        const word = words[node.$type];
        if (!word) continue;
        const titled = ast.isGoal(node) || ast.isTest(node) || ast.isAssume(node);
        const own = titled || ast.isDataset(node);
        const names = own ? (lists.get(node.$type) ?? new Map<string, string>()) : shared;
        if (own) lists.set(node.$type, names);
        const property = titled ? 'title' : 'name';
        const name = titled ? node.title : 'name' in node ? node.name : '';
        const before = names.get(name);
        if (before && name) lowering.report(duplicateName, { node, property }, [name, before]);
        names.set(name, word);
    }
    const tiers = new Map<string, string>();
    for (const tier of all.filter(ast.isLadder).flatMap(each => each.tiers)) {
        const before = tiers.get(tier.name);
        if (before)
            lowering.report(duplicateName, { node: tier, property: 'name' }, [tier.name, `a tier of '${before}'`]);
        tiers.set(tier.name, tier.$container.name);
    }
}

/** Every set is tried on every order. */
const MOST_IN_BEST_SETS = 10;

function checkBestSets(lowering: Lowering, nodes: readonly ast.Combine[]): void {
    let count = 0;
    for (const node of nodes.filter(each => each.mode?.endsWith('set'))) {
        count += node.rules.length;
        if (count > MOST_IN_BEST_SETS) lowering.report(bestSetSize, node, [count, MOST_IN_BEST_SETS]);
    }
}

/** Row 8: two conditional rules of one kind that stand in no group together. One info a rule. */
function reportOverlaps(
    lowering: Lowering,
    all: readonly ast.Declaration[],
    earns: readonly Earn[],
    prices: readonly Price[],
    combinations: readonly Combination[],
): void {
    const together = (a: string, b: string): boolean =>
        combinations.some(each => each.rules.includes(a) && each.rules.includes(b));
    const check = <T extends Declared>(
        rules: readonly T[],
        conditional: (rule: T) => boolean,
        meet: (a: T, b: T) => boolean,
    ): void => {
        for (const [index, rule] of rules.entries()) {
            if (!conditional(rule)) continue;
            const other = rules
                .slice(0, index)
                .find(each => conditional(each) && meet(each, rule) && !together(each.name, rule.name));
            const node =
                other &&
                all.find(each => 'name' in each && each.name === rule.name && each.$cstNode?.offset !== undefined);
            if (!other || !node) continue;
            const end = node.$cstNode?.end ?? 0;
            const edit = {
                file: spanOf(node).file,
                start: end,
                end,
                text: `\n\ncombine ${other.name}, ${rule.name}: sum`,
            };
            lowering.report(mayBothApply, { node, property: 'name' }, [rule.name, other.name], {
                fixes: [{ title: 'Say that they add up', edits: [edit] }],
            });
        }
    };
    const givesShareOnly = (rule: Earn): boolean => rule.gives.every(each => each.basis.kind === 'of rules');
    check(
        earns,
        rule => (rule.when.length > 0 || rule.where.length > 0 || rule.during.length > 0) && !givesShareOnly(rule),
        (a, b) => eventOf(a) === eventOf(b) && sharesUnit(a, b) && !disjoint(a.where, b.where),
    );
    check(
        prices,
        rule => rule.when.length > 0 || rule.where.length > 0 || rule.during.length > 0,
        (a, b) =>
            a.phase === b.phase &&
            a.priority === undefined &&
            b.priority === undefined &&
            !disjoint(a.where, b.where) &&
            !a.neverWith.includes(b.name) &&
            !b.neverWith.includes(a.name),
    );
}

function eventOf(rule: Earn): string {
    return rule.occasion.kind === 'item'
        ? 'purchase'
        : `${rule.occasion.kind}:${rule.occasion.event}`.replace(/^event:/, '');
}

function sharesUnit(a: Earn, b: Earn): boolean {
    return a.gives.some(x => b.gives.some(y => JSON.stringify(x.unit) === JSON.stringify(y.unit)));
}

/** Two lists of conditions that ask one field for different values can't both hold. */
function disjoint(a: Earn['where'], b: Earn['where']): boolean {
    const equals = (conditions: Earn['where']): Map<string, unknown> =>
        new Map(
            conditions
                .flatMap(each => (each.kind === 'and' ? each.parts : [each]))
                .flatMap(each =>
                    each.kind === 'compare' &&
                    each.op === '=' &&
                    each.left.kind === 'item field' &&
                    each.right.kind === 'constant'
                        ? [[each.left.field, each.right.value] as const]
                        : [],
                ),
        );
    const left = equals(a);
    return [...equals(b)].some(([field, value]) => left.has(field) && left.get(field) !== value);
}

function present<T>(items: readonly (T | undefined)[]): T[] {
    return items.filter(each => each !== undefined);
}
