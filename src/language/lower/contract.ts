import type {
    Contract,
    ContractDiscount,
    ContractPrecedence,
    ContractTerm,
    EarlyEnd,
    PriceLock,
    PriceProtection,
    PromptPayment,
} from '../../model/contract.ts';
import { describeType } from '../../model/type.ts';
import {
    commitmentIdle,
    commitmentMissing,
    lockBelowFloor,
    lockTooLong,
    promptTooLate,
    termMissing,
} from '../checks/contracts.ts';
import { clauseMissing, outOfRange, pointlessClause, wrongUnit } from '../checks/rules.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER, type Around } from './around.ts';
import { once } from './clauses.ts';
import { checkPeriod, checkShortfall, lowerCommitment } from './commitment.ts';
import { declared, insertAfter, insertBefore, type Lowering, replace, spanOf, textOf } from './context.ts';
import { lowerCondition, lowerConditions, lowerExpression } from './expression.ts';
import { money, percentOff } from './money.ts';
import { duration, monthDay, mostDays, rational } from './number.ts';

const LINES: Around = { ...ABOUT_MEMBER, events: ['purchase'], order: true, items: true };

export function lowerContract(lowering: Lowering, node: ast.Contract): Contract {
    const clauses = once(lowering, node.clauses, `the contract '${node.name}'`);
    const discounts = clauses.filter(ast.isContractDiscount);
    const commit = clauses.find(ast.isCommitClause);
    const shortfall = clauses.find(ast.isShortfallClause);
    const terms = clauses.find(ast.isTermsClause);
    const end = clauses.find(ast.isEarlyEndClause);
    checkTerms(lowering, node, clauses);
    return {
        ...declared(node),
        term: lowerTerm(lowering, clauses.find(ast.isTermClause)),
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), ABOUT_MEMBER),
        discounts: present(discounts.filter(each => !each.paidWithin).map(each => lowerDiscount(lowering, each))),
        locks: present(clauses.filter(ast.isLockClause).map(each => lowerLock(lowering, each))),
        protections: present(clauses.filter(ast.isProtectClause).map(each => lowerProtection(lowering, each))),
        floor: lowerFloor(lowering, clauses.find(ast.isFloor)),
        commitment: commit && lowerCommitment(lowering, commit),
        shortfall: shortfall?.share && percentOff(lowering, shortfall.share),
        shortfallEach: shortfall?.amount && money(lowering, shortfall.amount, 'What a missing unit pays'),
        payment: terms && duration(lowering, terms.duration),
        promptPayment: present(discounts.filter(each => each.paidWithin).map(each => lowerPrompt(lowering, each))),
        renewal: clauses.find(ast.isRenewClause)?.mode === 'automatically' ? 'automatically' : 'never',
        earlyEnd: end && lowerEarlyEnd(lowering, end),
        precedence: precedenceOf(clauses.find(ast.isPrecedenceClause)?.mode),
    };
}

function lowerTerm(lowering: Lowering, node: ast.TermClause | undefined): ContractTerm | undefined {
    if (!node) return undefined;
    if (node.from && node.through)
        return {
            kind: 'season',
            from: monthDay(lowering, node.from),
            through: monthDay(lowering, node.through),
        };
    const lasts = duration(lowering, node.duration);
    if (lasts.count < 1) lowering.report(outOfRange, node, ['A term', 'above zero', textOf(node)]);
    return { kind: 'for', duration: lasts };
}

function lowerDiscount(lowering: Lowering, node: ast.ContractDiscount): ContractDiscount | undefined {
    const condition = node.condition && lowerCondition(lowering, node.condition, LINES);
    if (node.condition && !condition) return undefined;
    const place = { span: spanOf(node), text: textOf(node) };
    if (ast.isPercentLiteral(node.value))
        return { ...place, off: { kind: 'percent', rate: percentOff(lowering, node.value) }, condition };
    const amount = ast.isQuantity(node.value) ? money(lowering, node.value, 'A discount') : undefined;
    return amount && { ...place, off: { kind: 'amount', amount }, condition };
}

function lowerPrompt(lowering: Lowering, node: ast.ContractDiscount): PromptPayment | undefined {
    if (!ast.isPercentLiteral(node.value)) {
        lowering.report(wrongUnit, node.value, ['A discount for paying early', 'a percentage', textOf(node.value)]);
        return undefined;
    }
    return {
        rate: percentOff(lowering, node.value),
        within: duration(lowering, node.paidWithin),
        text: textOf(node),
    };
}

function lowerLock(lowering: Lowering, node: ast.LockClause): PriceLock | undefined {
    const condition = node.condition && lowerCondition(lowering, node.condition, LINES);
    if (node.condition && !condition) return undefined;
    return {
        span: spanOf(node),
        at: node.at && money(lowering, node.at, 'A locked price'),
        condition,
        duration: node.duration && duration(lowering, node.duration),
    };
}

function lowerProtection(lowering: Lowering, node: ast.ProtectClause): PriceProtection | undefined {
    const condition = node.condition && lowerCondition(lowering, node.condition, LINES);
    if (node.condition && !condition) return undefined;
    const event = node.event?.ref;
    if (event && event.name !== 'purchase')
        lowering.report(wrongUnit, { node, property: 'event' }, [
            'The price',
            "protected 'after purchase'",
            event.name,
        ]);
    return { span: spanOf(node), condition, duration: duration(lowering, node.duration) };
}

function lowerFloor(lowering: Lowering, node: ast.Floor | undefined): Contract['floor'] {
    const floor = node && lowerExpression(lowering, node.value, LINES);
    if (node && floor && floor.type.kind !== 'money')
        lowering.report(mismatch, node.value, [`money in ${lowering.currency}`, describeType(floor.type)]);
    return floor;
}

function lowerEarlyEnd(lowering: Lowering, node: ast.EarlyEndClause): EarlyEnd | undefined {
    if (node.share) return { kind: 'share', share: percentOff(lowering, node.share) };
    const amount = node.amount && money(lowering, node.amount, 'What an early end pays');
    return amount && { kind: 'amount', amount };
}

function precedenceOf(mode: string | undefined): ContractPrecedence {
    if (mode?.startsWith('instead')) return 'instead of promotions';
    return mode?.startsWith('best') ? 'best of contract and promotions' : 'before promotions';
}

/** Clauses that need, or contradict, each other. */
function checkTerms(lowering: Lowering, node: ast.Contract, clauses: readonly ast.ContractClause[]): void {
    const term = clauses.find(ast.isTermClause);
    const commit = clauses.find(ast.isCommitClause);
    const shortfall = clauses.find(ast.isShortfallClause);
    const end = clauses.find(ast.isEarlyEndClause);
    const [first] = clauses;
    if (!first) lowering.report(clauseMissing, { node, property: 'name' }, [`The contract '${node.name}'`, 'term …']);
    for (const clause of clauses) {
        if (term || !first || !needsTerm(clause)) continue;
        lowering.report(termMissing, clause, [textOf(clause)], {
            fixes: [{ title: 'Say that it runs for a year', edits: [insertBefore(first, 'term 12 months\n  ')] }],
        });
    }
    for (const clause of [shortfall, end?.share ? end : undefined])
        if (clause && !commit) lowering.report(commitmentMissing, clause, [textOf(clause)]);
    if (commit && term && !shortfall && !end)
        lowering.report(commitmentIdle, commit, [], {
            fixes: [
                {
                    title: 'Charge a share of what is missing',
                    edits: [insertAfter(commit, '\n  shortfall pays 30% of missing')],
                },
            ],
        });
    if (commit?.term && commit.prorated && end?.amount)
        lowering.report(pointlessClause, commit, ['prorated', `'${textOf(end)}' is charged in any case`]);
    if (commit && term) checkPeriod(lowering, commit, term);
    if (commit) checkShortfall(lowering, commit, shortfall, end);
    checkLocks(lowering, clauses, term);
    checkPrompt(lowering, clauses);
}

/** A term in which something is counted, or at whose end something happens. */
function needsTerm(clause: ast.ContractClause): boolean {
    if (ast.isLockClause(clause)) return clause.term;
    return (
        (ast.isCommitClause(clause) && clause.term) ||
        ast.isEarlyEndClause(clause) ||
        (ast.isRenewClause(clause) && clause.mode === 'automatically')
    );
}

function checkLocks(
    lowering: Lowering,
    clauses: readonly ast.ContractClause[],
    term: ast.TermClause | undefined,
): void {
    const floor = clauses.find(ast.isFloor)?.value;
    for (const lock of clauses.filter(ast.isLockClause)) {
        if (lock.at && ast.isQuantity(floor) && rational(lock.at.value).lt(rational(floor.value)))
            lowering.report(lockBelowFloor, lock.at, [textOf(lock.at), textOf(floor)], {
                related: [{ message: 'The floor', place: floor }],
            });
        if (!lock.duration || !term?.duration) continue;
        const [locked, lasts] = [duration(lowering, lock.duration), duration(lowering, term.duration)];
        if (mostDays(locked) > mostDays(lasts))
            lowering.report(lockTooLong, lock, [textOf(lock.duration), textOf(term.duration)], {
                fixes: [{ title: 'Lock it for the term', edits: [replace(lock.duration, 'term')] }],
            });
    }
}

function checkPrompt(lowering: Lowering, clauses: readonly ast.ContractClause[]): void {
    const terms = clauses.find(ast.isTermsClause)?.duration;
    if (!terms) return;
    for (const { paidWithin } of clauses.filter(ast.isContractDiscount)) {
        if (!paidWithin || mostDays(duration(lowering, paidWithin)) < mostDays(duration(lowering, terms))) continue;
        lowering.report(promptTooLate, paidWithin, [textOf(paidWithin), textOf(terms)]);
    }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
    return items.filter(each => each !== undefined);
}
