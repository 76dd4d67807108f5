import type { AstNode } from 'langium';
import { formatDate } from '../../base/calendar.ts';
import { currencyCodes, currencyDecimals } from '../../base/currency.ts';
import { didYouMean } from '../../base/did-you-mean.ts';
import { isZone } from '../../base/zone.ts';
import type { EventKind, Field } from '../../model/event.ts';
import { FREE_MESSAGING, type Messaging } from '../../model/message.ts';
import type { Currency, Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import { sameType } from '../../model/type.ts';
import { duplicateField, duplicateName } from '../checks/names.ts';
import { periodReversed, unknownCurrency, unknownZone } from '../checks/program.ts';
import { bestSetSize, clauseMissing } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { LIBRARY_URI, PRODUCT_LAUNCH, PSEUDO_EVENTS, YIELDING } from '../library.ts';
import { documentOf, fileOf } from '../names.ts';
import { piecesOf } from '../pieces/parser.ts';
import { type Piece, pieceOf } from '../pieces/piece.ts';
import { noteRead } from '../pieces/reads.ts';
import { checkForEverybody } from './announcement.ts';
import { lowerAssume } from './assume.ts';
import { lowerBudget } from './budget.ts';
import { once } from './clauses.ts';
import { declared, docOf, type Lowering, spanOf } from './context.ts';
import { lowerContract } from './contract.ts';
import { checkCodes, lowerCoupon } from './coupon.ts';
import { lowerDataset } from './dataset.ts';
import { turned, weekdayOf } from './during.ts';
import { lowerCombination, lowerEarn, reportGroupedTwice } from './earn.ts';
import { lowerGoal } from './goal.ts';
import { lowerInvariant } from './invariant.ts';
import { lowerJourney } from './journey.ts';
import { leaveOut, writeClosest } from './mend.ts';
import { lowerMessageLimit, lowerMessaging } from './message.ts';
import { lowerMetric, lowerSegment } from './metric.ts';
import { lowerMigrations } from './migrate.ts';
import { date, whole } from './number.ts';
import { reportOverlaps } from './overlaps.ts';
import { lowerPoints } from './points.ts';
import { lowerPrice } from './price.ts';
import { inOrder } from './ranking.ts';
import { lowerRebate } from './rebate.ts';
import { lowerReward } from './reward.ts';
import { programRoundings } from './rounding.ts';
import { askedStages } from './stages.ts';
import { furtherTaxes } from './taxes.ts';
import { lowerTest } from './test.ts';
import { lowerLadder } from './tiers.ts';
import { lowerTrigger } from './trigger.ts';
import { lowerField } from './type.ts';
import { reportOutsideValidity } from './validity.ts';
import { checkWallets, lowerWallet, tenderPolicy } from './wallet.ts';
import { withWallets } from './wallet-fields.ts';

/**
 * The whole program from its files. What is wrong is reported while it is lowered; the result is whole only
 * when nothing was an error. `program` absent: a file that stands alone, lowered for its findings.
 */
export function lowerProgram(lowering: Lowering, program: ast.Program | undefined): () => Program {
    const files = lowering.documents.map(fileOf).filter(file => file !== undefined);
    const pieces = lowering.documents.flatMap(piecesOf);
    const written = files.flatMap(file => file.declarations);
    checkNames(lowering, written);
    const all = lowering.broken.size === 0 ? written : written.filter(each => !lowering.broken.has(each));
    const of = byType(all);
    const { messaging, ...header } = lowerHeader(lowering, program);
    const events = lowerEvents(lowering);
    const each = keptIn(lowering);
    const messages = (own: Lowering, node: ast.Trigger | ast.Journey) => {
        if (program) noteRead(pieceOf(program));
        return ast.isJourney(node) ? lowerJourney(own, node, messaging) : lowerTrigger(own, node, messaging);
    };
    const declaredMetrics = each('lower', [...libraryMetrics(lowering), ...of('Metric')], lowerMetric);
    const stages = each('references', pieces, (own, piece) => {
        checkForEverybody(own, piece);
        return askedStages(piece);
    });
    const messengers = all.filter(isMessaging);
    const wallets = of('Wallet');
    const coupons = of('Coupon');
    const combines = of('Combine');
    const segments = present(each('lower', of('Segment'), lowerSegment));
    const points = each('lower', of('Points'), lowerPoints);
    checkWallets(lowering, wallets);
    checkCodes(lowering, coupons);
    const rules = {
        segments,
        points,
        wallets: each('lower', wallets, lowerWallet),
        ladders: each('lower', [...of('Ladder'), ...new Set(stages.flat())], lowerLadder),
        earns: present(each('lower', of('Earn'), lowerEarn)),
        prices: each('lower', of('Price'), lowerPrice),
        coupons: each('lower', coupons, lowerCoupon),
        rewards: present(each('lower', of('Reward'), lowerReward)),
        rebates: present(each('lower', of('Rebate'), lowerRebate)),
        contracts: each('lower', of('Contract'), lowerContract),
        triggers: present(each('lower', messengers, messages)),
        combinations: present(each('lower', combines, lowerCombination)),
        budgets: present(each('lower', of('Budget'), lowerBudget)),
        migrations: lowerMigrations(lowering, of('Migrate'), header.version),
        assumptions: each('lower', of('Assume'), lowerAssume),
        invariants: present(each('lower', of('Invariant'), lowerInvariant)),
        goals: present(each('lower', of('Goal'), lowerGoal)),
        // Not kept: where their columns stand is asked for after each key.
        datasets: of('Dataset').map(node => lowerDataset(lowering, node)),
        tests: each('lower', of('Test'), lowerTest),
    };
    reportGroupedTwice(lowering, combines);
    if (header.valid.from !== undefined || header.valid.through !== undefined)
        each(
            'valid',
            all,
            (own, node) => reportOutsideValidity(own, node, header.valid),
            `${header.valid.from} ${header.valid.through}`,
        );
    checkBestSets(lowering, combines);
    reportOverlaps(lowering, all, rules);
    const memberFields = mergeFields(lowering, lowering.names.memberFields(lowering.root), of('MemberDecl'), 'member');
    const itemFields = mergeFields(lowering, lowering.names.itemFields(lowering.root), of('ItemDecl'), 'item');
    return () => ({
        ...header,
        memberFields,
        itemFields,
        events: withWallets(events, rules.wallets),
        metrics: [...present(declaredMetrics), ...lowering.inlineMetrics.values()],
        ...rules,
        rankings: inOrder(lowering.rankings, rules.segments),
        files: lowering.documents.map(document => document.uri.toString()),
    });
}

/** Lowers each of some nodes, or takes from before what is still so. */
function keptIn(
    lowering: Lowering,
): <N extends AstNode | Piece, T>(
    kind: string,
    nodes: readonly N[],
    lower: (own: Lowering, node: N) => T,
    given?: string,
) => T[] {
    return (kind, nodes, lower, given) =>
        nodes.map(node => lowering.kept.lower(lowering, node, kind, own => lower(own, node), given));
}

/** In their order. */
function byType(
    all: readonly ast.Declaration[],
): <T extends ast.Declaration['$type']>(type: T) => readonly Extract<ast.Declaration, { $type: T }>[] {
    const types = Map.groupBy(all, ({ $type }) => $type);
    return <T extends ast.Declaration['$type']>(type: T) => {
        const found: readonly ast.Declaration[] = types.get(type) ?? [];
        return found as readonly Extract<ast.Declaration, { $type: T }>[]; // by their type
    };
}

const isMessaging = (node: ast.Declaration): node is ast.Trigger | ast.Journey =>
    node.$type === 'Trigger' || node.$type === 'Journey';

function libraryMetrics(lowering: Lowering): readonly ast.Metric[] {
    return lowering.names.library()?.declarations.filter(ast.isMetric) ?? [];
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
    | 'amountRounding'
    | 'totalRounding'
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
        ...programRoundings(lowering, clauses),
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
        const field = lowering.kept.lower(lowering, node, 'lower', own => lowerField(own, node));
        if (!before) fields.set(node.name, field);
        else
            lowering.report(duplicateField, { node, property: 'name' }, [owner, node.name, before.builtIn], {
                fixes: sameType(before.type, field.type) ? [leaveOut(node)] : [],
            });
    }
    return [...fields.values()];
}

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
function checkNames(lowering: Lowering, all: readonly ast.Declaration[]): void {
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

/** Every set is tried on every order. */
const MOST_IN_BEST_SETS = 10;

function checkBestSets(lowering: Lowering, nodes: readonly ast.Combine[]): void {
    let count = 0;
    for (const node of nodes.filter(each => each.mode?.endsWith('set'))) {
        count += node.rules.length;
        if (count > MOST_IN_BEST_SETS) lowering.report(bestSetSize, node, [count, MOST_IN_BEST_SETS]);
    }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
    return items.filter(each => each !== undefined);
}
