import type { AstNode } from 'langium';
import type { Steps } from '../../base/steps.ts';
import type { Program } from '../../model/program.ts';
import * as ast from '../generated/ast.ts';
import { declarationsByType, fileOf } from '../names.ts';
import { piecesOf } from '../pieces/parser.ts';
import { type Piece, pieceOf } from '../pieces/piece.ts';
import { noteRead } from '../pieces/reads.ts';
import { checkForEverybody } from './announcement.ts';
import { lowerAssume } from './assume.ts';
import { lowerBudget } from './budget.ts';
import { checkBestSets, lowerCombination, reportGroupedTwice } from './combination.ts';
import type { Lowering } from './context.ts';
import { lowerContract } from './contract.ts';
import { checkCodes, lowerCoupon } from './coupon.ts';
import { lowerDataset } from './dataset.ts';
import { checkNames, libraryMetrics } from './declared-names.ts';
import { lowerEarn } from './earn.ts';
import { lowerEvents } from './event.ts';
import { lowerGoal } from './goal.ts';
import { lowerHeader } from './header.ts';
import { lowerInvariant } from './invariant.ts';
import { lowerJourney } from './journey.ts';
import { mergeFields } from './merged-fields.ts';
import { lowerMetric, lowerSegment } from './metric.ts';
import { lowerMigrations } from './migrate.ts';
import { reportOverlaps, ruleOf } from './overlaps.ts';
import { lowerPoints } from './points.ts';
import { lowerPrice } from './price.ts';
import { inOrder } from './ranking.ts';
import { lowerRebate } from './rebate.ts';
import { lowerReward } from './reward.ts';
import { askedStages } from './stages.ts';
import { lowerTest } from './test.ts';
import { lowerLadder } from './tiers.ts';
import { lowerTrigger } from './trigger.ts';
import { reportOutsideValidity } from './validity.ts';
import { checkWallets, lowerWallet } from './wallet.ts';
import { withWallets } from './wallet-fields.ts';

/**
 * The whole program from its files. What is wrong is reported while it is lowered; the result is whole only
 * when nothing was an error. `program` absent: a file that stands alone, lowered for its findings.
 */
export function* lowerProgram(lowering: Lowering, program: ast.Program | undefined): Steps<() => Program> {
    const files = lowering.documents.map(fileOf).filter(file => file !== undefined);
    const pieces = lowering.documents.flatMap(piecesOf);
    const written = files.flatMap(file => file.declarations);
    checkNames(lowering, written);
    yield;
    const all = lowering.broken.size === 0 ? written : written.filter(each => !lowering.broken.has(each));
    const of = byType(lowering, files);
    yield;
    const { messaging, ...header } = lowerHeader(lowering, program);
    const events = lowerEvents(lowering);
    yield;
    const each = <N extends AstNode | Piece, T>(
        kind: string,
        nodes: readonly N[],
        lower: (own: Lowering, node: N) => T,
        given?: string,
    ): Steps<T[]> => lowering.kept.all(lowering, nodes, kind, lower, given);
    const messages = (own: Lowering, node: ast.Trigger | ast.Journey) => {
        if (program) noteRead(pieceOf(program));
        return ast.isJourney(node) ? lowerJourney(own, node, messaging) : lowerTrigger(own, node, messaging);
    };
    const declaredMetrics = yield* each('metric', [...libraryMetrics(lowering), ...of('Metric')], lowerMetric);
    const stages = yield* each('references', pieces, (own, piece) => {
        checkForEverybody(own, piece);
        return askedStages(piece);
    });
    const messengers = of('Journey').length === 0 ? of('Trigger') : all.filter(isMessaging);
    const wallets = of('Wallet');
    const coupons = of('Coupon');
    const combines = of('Combine');
    const segments = present(yield* each('segment', of('Segment'), lowerSegment));
    const points = yield* each('points', of('Points'), lowerPoints);
    checkWallets(lowering, wallets);
    checkCodes(lowering, coupons);
    const rules = {
        segments,
        points,
        wallets: yield* each('wallet', wallets, lowerWallet),
        ladders: yield* each('ladder', [...of('Ladder'), ...new Set(stages.flat())], lowerLadder),
        earns: present(yield* each('earn', of('Earn'), (own, node) => ruleOf(lowerEarn(own, node), node))),
        prices: yield* each('price', of('Price'), (own, node) => ruleOf(lowerPrice(own, node), node)),
        coupons: yield* each('coupon', coupons, lowerCoupon),
        rewards: present(yield* each('reward', of('Reward'), lowerReward)),
        rebates: present(yield* each('rebate', of('Rebate'), lowerRebate)),
        contracts: yield* each('contract', of('Contract'), lowerContract),
        triggers: present(yield* each('messenger', messengers, messages)),
        combinations: present(yield* each('combine', combines, lowerCombination)),
        budgets: present(yield* each('budget', of('Budget'), lowerBudget)),
        migrations: lowerMigrations(lowering, of('Migrate'), header.version),
        assumptions: yield* each('assume', of('Assume'), lowerAssume),
        invariants: present(yield* each('invariant', of('Invariant'), lowerInvariant)),
        goals: present(yield* each('goal', of('Goal'), lowerGoal)),
        // Not kept: where their columns stand is asked for after each key.
        datasets: of('Dataset').map(node => lowerDataset(lowering, node)),
        tests: yield* each('test', of('Test'), lowerTest),
    };
    yield;
    reportGroupedTwice(lowering, combines, rules.combinations);
    yield;
    if (header.valid.from !== undefined || header.valid.through !== undefined)
        yield* each(
            'valid',
            all,
            (own, node) => reportOutsideValidity(own, node, header.valid),
            `${header.valid.from} ${header.valid.through}`,
        );
    checkBestSets(lowering, combines);
    yield;
    yield* reportOverlaps(lowering, rules);
    yield;
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

/** In their order. */
function byType(
    { broken }: Lowering,
    files: readonly ast.File[],
): <T extends ast.Declaration['$type']>(type: T) => readonly Extract<ast.Declaration, { $type: T }>[] {
    const types = new Map<string, ast.Declaration[]>();
    for (const file of files) {
        for (const [type, declarations] of declarationsByType(file)) {
            const list = types.get(type) ?? [];
            for (const each of declarations) if (!broken.has(each)) list.push(each);
            types.set(type, list);
        }
    }
    return <T extends ast.Declaration['$type']>(type: T) => {
        const found: readonly ast.Declaration[] = types.get(type) ?? [];
        return found as readonly Extract<ast.Declaration, { $type: T }>[]; // by their type
    };
}

const isMessaging = (node: ast.Declaration): node is ast.Trigger | ast.Journey =>
    node.$type === 'Trigger' || node.$type === 'Journey';

function present<T>(items: readonly (T | undefined)[]): T[] {
    return items.filter(each => each !== undefined);
}
