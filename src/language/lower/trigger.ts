import { Rational } from '../../base/rational.ts';
import { FREE_MESSAGING, type Messaging } from '../../model/message.ts';
import type { Action, OfferDiscount, Trigger } from '../../model/trigger.ts';
import { clauseMissing, outOfRange, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { lowerPer } from './basis.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, spanOf, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerConditions } from './expression.ts';
import { lowerExtend } from './extend.ts';
import { lowerGive } from './give.ts';
import { lowerLimit } from './limit.ts';
import { checkMessaging, lowerMessaging } from './message.ts';
import { money, percentOff } from './money.ts';
import { minutes, share } from './number.ts';
import { lowerTake } from './take.ts';
import { aroundOf, isTimed, lowerOccasion, period } from './trigger-occasion.ts';

export function lowerTrigger(
    lowering: Lowering,
    node: ast.Trigger,
    messaging: Messaging = FREE_MESSAGING,
): Trigger | undefined {
    const occasion = node.occasion && lowerOccasion(lowering, node.occasion);
    if (!occasion) return undefined;
    const clauses = once(lowering, node.clauses, `the trigger '${node.name}'`);
    const around = aroundOf(lowering, occasion);
    const actions = clauses.flatMap(clause => lowerAction(lowering, clause, around) ?? []);
    if (!clauses.some(isAction))
        lowering.report(clauseMissing, { node, property: 'name' }, [`The trigger '${node.name}'`, 'send …']);
    if (node.time && !isTimed(occasion))
        lowering.report(pointlessClause, { node, property: 'time' }, ['at', 'it fires when the event happens']);
    const holdOut = clauses.find(ast.isHoldOut);
    checkMessaging(lowering, clauses);
    const watch = clauses.find(ast.isWatch);
    return {
        ...declared(node),
        occasion,
        atMinute: node.time ? minutes(lowering, node.time, { node, property: 'time' }) : 0,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), around),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        actions,
        limits: clauses
            .filter(ast.isLimit)
            .map(each => lowerLimit(lowering, each))
            .filter(each => each !== undefined),
        holdOut: holdOut ? holdOutShare(lowering, holdOut) : Rational.ZERO,
        watch: watch && {
            event: occasion.kind === 'silence' ? occasion.event : 'purchase',
            duration: period(lowering, watch.duration),
        },
        messaging: lowerMessaging(lowering, clauses, messaging),
    };
}

export function holdOutShare(lowering: Lowering, node: ast.HoldOut): Rational {
    const value = share(node.share?.value);
    if (!value.lt(Rational.ONE))
        lowering.report(outOfRange, node, ['The share held out', 'below 100%', textOf(node.share)]);
    return value;
}

type Clause = ast.TriggerClause | ast.JourneyClause;

export function isAction(clause: Clause): boolean {
    switch (clause.$type) {
        case 'WhenClause':
        case 'During':
        case 'Limit':
        case 'HoldOut':
        case 'Consent':
        case 'Quiet':
        case 'Unlimited':
        case 'Watch':
        case 'Aim':
        case 'StopWhen':
        case 'Again':
        case 'Wait':
        case 'Look':
        case 'Otherwise':
        case 'Stop':
            return false;
        case 'Give':
        case 'Present':
        case 'Send':
        case 'Offer':
        case 'Voucher':
        case 'Move':
        case 'Escalate':
        case 'OpenCase':
        case 'Visit':
        case 'Tag':
        case 'Take':
        case 'Extend':
            return true;
    }
}

export function lowerAction(lowering: Lowering, node: Clause, around: Around): Action | undefined {
    const place = { span: spanOf(node), text: textOf(node) };
    switch (node.$type) {
        case 'Send':
            return {
                ...place,
                kind: node.kind === 'ask' ? 'ask' : 'send',
                message: node.message,
                channels: node.channels.map(each => each.ref?.name).filter(each => each !== undefined),
            };
        case 'Give': {
            const give = lowerGive(lowering, node, around, undefined);
            return give && { ...place, kind: 'give', give };
        }
        case 'Present': {
            const worth = node.worth ? money(lowering, node.worth, 'What it costs') : undefined;
            return { ...place, kind: 'present', what: node.thing, worth };
        }
        case 'Offer':
        case 'Voucher': {
            const offer = lowerOffer(lowering, node, around);
            return offer && { ...place, ...offer };
        }
        case 'Move': {
            const tier = node.tier?.ref;
            return (
                tier && {
                    ...place,
                    kind: 'move',
                    ladder: tier.$container.name,
                    tier: tier.name,
                    duration: node.duration && period(lowering, node.duration),
                }
            );
        }
        case 'Extend': {
            const extend = lowerExtend(lowering, node);
            return extend && { ...place, ...extend };
        }
        case 'Take': {
            const take = lowerTake(lowering, node, around);
            return take && { ...place, ...take };
        }
        case 'Escalate':
            return { ...place, kind: 'escalate', to: node.to };
        case 'OpenCase':
            return {
                ...place,
                kind: 'open case',
                name: node.case,
                for: node.for,
                within: node.within && period(lowering, node.within),
            };
        case 'Visit':
            return { ...place, kind: node.kind === 'call' ? 'call' : 'visit', by: node.by };
        case 'Tag':
            return { ...place, kind: 'tag', tag: node.tag };
        case 'WhenClause':
        case 'During':
        case 'Limit':
        case 'HoldOut':
        case 'Consent':
        case 'Quiet':
        case 'Unlimited':
        case 'Watch':
        case 'Aim':
        case 'StopWhen':
        case 'Again':
        case 'Wait':
        case 'Look':
        case 'Otherwise':
        case 'Stop':
            return undefined;
    }
}

type Offered = Omit<Extract<Action, { kind: 'offer' }>, 'span' | 'text'>;

function lowerOffer(lowering: Lowering, node: ast.Offer | ast.Voucher, around: Around): Offered | undefined {
    const discount = lowerDiscount(lowering, node.value);
    const minimum = node.minimum && money(lowering, node.minimum, 'The least that the order must come to');
    const per = ast.isVoucher(node) ? node.per : undefined;
    const basis = per && lowerPer(lowering, per, around, undefined);
    if (!discount || (node.minimum && !minimum) || (per && basis?.kind !== 'per')) return undefined;
    if (per && discount.kind === 'percent')
        lowering.report(pointlessClause, per, ['per', 'a share of the order is the same for every step']);
    return {
        kind: 'offer',
        discount,
        within: period(lowering, node.within),
        minimum,
        waits: ast.isVoucher(node),
        per: basis?.of && { step: basis.step, whole: basis.whole, of: basis.of },
    };
}

function lowerDiscount(lowering: Lowering, node: ast.Expression | undefined): OfferDiscount | undefined {
    if (ast.isPercentLiteral(node)) return { kind: 'percent', rate: percentOff(lowering, node) };
    const amount = ast.isQuantity(node) ? money(lowering, node, 'An offer') : undefined;
    return amount && { kind: 'amount', amount };
}
