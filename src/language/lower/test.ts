import { closest, didYouMean } from '../../base/did-you-mean.ts';
import { Rational } from '../../base/rational.ts';
import type { Expectation, Moment, Person, Test, TestLine, TestPrice, TestStep } from '../../model/test.ts';
import { unknownContract } from '../checks/contracts.ts';
import { expectsNothing, testStep } from '../checks/data.ts';
import { duplicateName } from '../checks/names.ts';
import { wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { lowerAnnouncement } from './announcement.ts';
import { ABOUT_MEMBER } from './around.ts';
import { docOf, type Lowering, replace, spanOf, textOf } from './context.ts';
import { lowerCondition } from './expression.ts';
import { date, minutes, rational, whole } from './number.ts';
import { lowerFields, moneyOf, withCodes, withTenders } from './test-fields.ts';
import { checkOrder } from './test-order.ts';
import { lowerPaid } from './test-paid.ts';
import { checkSending, hasAmount, sendingFields } from './test-sending.ts';
import { lowerStored, lowerWalletExpectation } from './test-wallet.ts';
import { ownerOf } from './type.ts';

export function lowerTest(lowering: Lowering, node: ast.Test): Test {
    checkOrder(lowering, node);
    if (!node.steps.some(ast.isExpect)) lowering.report(expectsNothing, { node, property: 'title' }, []);
    const prices = node.steps.filter(ast.isListPrice);
    const people = node.steps.filter(ast.isPerson);
    for (const [index, person] of people.entries()) {
        if (people.findIndex(each => each.name === person.name) < index)
            lowering.report(duplicateName, { node: person, property: 'name' }, [person.name, 'a person']);
    }
    return {
        ...{ name: node.title, title: node.title, doc: docOf(node), span: spanOf({ node, property: 'title' }) },
        announcements: node.steps
            .filter(ast.isAnnouncement)
            .flatMap(each => lowerAnnouncement(lowering, each, momentOf(lowering, each)) ?? []),
        prices: prices.flatMap(each => lowerListPrice(lowering, each) ?? []),
        people: people.map(each => lowerPerson(lowering, each)),
        steps: node.steps.flatMap(step =>
            ast.isHappening(step)
                ? (lowerHappening(lowering, step) ?? [])
                : ast.isExpect(step)
                  ? (lowerExpect(lowering, step) ?? [])
                  : [],
        ),
    };
}

function lowerListPrice(lowering: Lowering, node: ast.ListPrice): TestPrice | undefined {
    const price = moneyOf(lowering, node.price, 'A price');
    return price && { at: momentOf(lowering, node), sku: node.sku, price };
}

function lowerPerson(lowering: Lowering, node: ast.Person): Person {
    const fields = lowerFields(lowering, node.facts.filter(ast.isFieldValue));
    const joined = node.facts.find(ast.isJoinedFact);
    const tiers = node.facts.filter(ast.isTierFact).flatMap(each => {
        const tier = each.tier?.ref;
        return tier ? [{ ladder: tier.$container.name, tier: tier.name }] : [];
    });
    const balances = node.facts.filter(ast.isBalanceFact).flatMap(each => {
        const unit = each.amount?.unit?.ref;
        if (each.wallet) return [];
        if (ast.isPoints(unit)) return [{ points: unit.name, amount: rational(each.amount.value) }];
        if (unit) lowering.report(wrongUnit, each.amount, ['A balance', 'in points', textOf(each.amount)]);
        return [];
    });
    return {
        name: node.name,
        span: spanOf({ node, property: 'name' }),
        fields,
        joined: joined && date(lowering, joined.day, { node: joined, property: 'day' }),
        tiers,
        contracts: node.facts.filter(ast.isContractFact).flatMap(each => {
            const contract = each.contract?.ref?.name;
            return contract === undefined
                ? []
                : [{ contract, from: date(lowering, each.day, { node: each, property: 'day' }) }];
        }),
        balances,
        stored: node.facts.filter(ast.isBalanceFact).flatMap(each => lowerStored(lowering, each)),
        referrer: node.facts.find(ast.isReferredFact)?.by?.ref?.name,
    };
}

function momentOf(lowering: Lowering, node: ast.Happening | ast.ListPrice | ast.Announcement | ast.Expect): Moment {
    return {
        day: date(lowering, node.day, { node, property: 'day' }),
        minute: node.time ? minutes(lowering, node.time, { node, property: 'time' }) : undefined,
    };
}

function lowerHappening(lowering: Lowering, node: ast.Happening): TestStep | undefined {
    const who = node.who?.ref?.name;
    const event = node.event?.ref?.name;
    if (!who || !event) return undefined;
    const withLines = event === 'purchase' || event === 'return';
    const own = withLines
        ? node.fields.filter(each => each.field?.ref && ownerOf(each.field.ref) !== 'item')
        : node.fields;
    const ofItem = node.fields.filter(each => !own.includes(each));
    const of = node.of?.ref;
    const reward = ast.isReward(of)
        ? [{ reward: of.name, times: node.times ? whole(lowering, node.times, node, 'The number of times') : 1 }]
        : [];
    checkSending(lowering, node);
    checkHappening(lowering, node, event, of);
    checkContract(lowering, node, event);
    return {
        span: spanOf(node),
        text: textOf(node),
        kind: 'event',
        at: momentOf(lowering, node),
        who,
        event,
        fields: new Map([
            ...withTenders(lowering, withCodes(lowerFields(lowering, own), node.codes), node.tenders),
            ...sendingFields(lowering, node),
        ]),
        lines: withLines ? lowerLines(lowering, node, ofItem) : [],
        order: node.as?.name,
        known: lowerKnown(lowering, node),
        ofOrder: ast.isOrderName(of) ? of.name : undefined,
        redeems: [
            ...reward,
            ...node.redeems.flatMap(each =>
                each.reward?.ref
                    ? [
                          {
                              reward: each.reward.ref.name,
                              times: each.times ? whole(lowering, each.times, each, 'The number of times') : 1,
                          },
                      ]
                    : [],
            ),
        ],
    };
}

/** When we hear of it, where that is later than it happens. */
function lowerKnown(lowering: Lowering, node: ast.Happening): number | undefined {
    if (node.known === undefined) return undefined;
    const known = date(lowering, node.known, { node, property: 'known' });
    if (known < momentOf(lowering, node).day)
        lowering.report(testStep, { node, property: 'known' }, ['known on', 'a day on or after the day of the event']);
    return known;
}

function checkHappening(lowering: Lowering, node: ast.Happening, event: string, of: ast.Returned | undefined): void {
    const goods = node.amount !== undefined || node.lines.length > 0;
    if (event === 'purchase' && !goods)
        lowering.report(testStep, node, [
            'purchase',
            "an amount or lines: 'purchase 40 EUR', 'purchase 2 units of \"LATTE\" at 4.50 EUR'",
        ]);
    if (event === 'return' && !goods && !ast.isOrderName(of))
        lowering.report(testStep, node, ['return', "an amount, lines or its order: 'return of A1'"]);
    if (event === 'redemption' && !ast.isReward(of))
        lowering.report(testStep, node, ['redemption', "a reward: 'redemption of FreeEspresso'"]);
    if (event === CANCELLED && !of)
        lowering.report(testStep, node, [event, `a reward, or its redemption: '${event} of FreeEspresso'`]);
    if (goods && event !== 'purchase' && event !== 'return' && !hasAmount(event))
        lowering.report(testStep, node, [event, 'no amount and no lines; its fields are written name = value']);
    if (node.tenders.length > 0 && event !== 'purchase')
        lowering.report(testStep, { node, property: 'tenders' }, [
            event,
            'no means of payment: only a purchase has them',
        ]);
    if (node.codes.length > 0 && event !== 'purchase')
        lowering.report(testStep, { node, property: 'codes' }, [event, 'no codes: only a purchase has them']);
    if (ast.isReward(of) && event !== 'redemption' && event !== CANCELLED)
        lowering.report(testStep, { node, property: 'of' }, [event, 'no reward behind of; a purchase says redeeming']);
    if (ast.isOrderName(of) && event !== 'return' && event !== CANCELLED)
        lowering.report(testStep, { node, property: 'of' }, [event, 'no order: only a return is of an order']);
}

/** A redemption that is given back. */
const CANCELLED = 'redemption_cancelled';

/** Events about a contract name one that is declared. */
function checkContract(lowering: Lowering, node: ast.Happening, event: string): void {
    if (event !== 'contract_signed' && event !== 'contract_ended') return;
    const declared = lowering.names.declarations(lowering.root, 'Contract').map(({ name }) => name);
    const named = node.fields.find(each => each.field?.ref?.name === 'contract')?.values[0];
    if (!named) lowering.report(testStep, node, [event, 'a contract: contract = "…"']);
    if (!ast.isTextLiteral(named) || declared.includes(named.value)) return;
    const better = closest(named.value, declared, 1)[0];
    lowering.report(unknownContract, named, [named.value, didYouMean(named.value, declared)], {
        fixes: better ? [{ title: `Write ${better}`, edits: [replace(named, `"${better}"`)] }] : [],
    });
}

function lowerLines(lowering: Lowering, node: ast.Happening, ofItem: readonly ast.FieldValue[]): TestLine[] {
    const common = lowerFields(lowering, ofItem);
    const lines: TestLine[] = node.lines.map(line => {
        const price = line.price && moneyOf(lowering, line.price, 'A price');
        return {
            sku: line.sku,
            quantity: rational(line.quantity),
            price: price && signed(line, price),
            fields: new Map([...common, ...lowerFields(lowering, line.fields)]),
        };
    });
    const amount =
        node.amount && moneyOf(lowering, node.amount, `The amount of a ${node.event?.ref?.name ?? 'purchase'}`);
    if (!amount) return lines;
    const sku = common.get('sku');
    return [
        { sku: typeof sku === 'string' ? sku : undefined, quantity: Rational.ONE, price: amount, fields: common },
        ...lines,
    ];
}

function lowerExpect(lowering: Lowering, node: ast.Expect): TestStep | undefined {
    const who = node.who?.ref?.name;
    const expectation = lowerExpectation(lowering, node);
    if (!who || !expectation) return undefined;
    return {
        span: spanOf(node),
        text: textOf(node),
        kind: 'expect',
        at: node.day ? momentOf(lowering, node) : undefined,
        who,
        not: node.negated,
        expectation,
    };
}

function lowerExpectation(lowering: Lowering, node: ast.Expect): Expectation | undefined {
    const by = node.rule?.ref?.name;
    switch (node.kind) {
        case 'earned':
        case 'spent':
        case 'expired':
        case 'taken_back':
        case 'sent':
        case 'received': {
            const points = pointsOf(lowering, node);
            return points && { kind: node.kind === 'taken_back' ? 'taken back' : node.kind, ...points, by };
        }
        case 'wallet':
            return lowerWalletExpectation(lowering, node);
        case 'balance':
        case 'pending': {
            const points = pointsOf(lowering, node);
            return points && { kind: node.kind, ...points };
        }
        case 'credited':
        case 'charged':
        case 'paid_out':
        case 'refunded':
        case 'pays':
        case 'tax':
        case 'total':
        case 'due':
        case 'discount':
        case 'surcharge':
            return lowerPaid(lowering, node);
        case 'under': {
            const contract = node.contract?.ref?.name;
            return contract === undefined ? undefined : { kind: 'under', contract };
        }
        case 'breaks': {
            const invariant = node.invariant?.ref?.name;
            return invariant === undefined ? undefined : { kind: 'breaks', invariant };
        }
        case 'tier': {
            const tier = node.tier?.ref;
            return tier && { kind: 'tier', ladder: tier.$container.name, tier: tier.name };
        }
        case 'gets':
            return lowerGets(lowering, node);
        default: {
            const condition = lowerCondition(lowering, node.condition, ABOUT_MEMBER);
            return condition && { kind: 'metric', condition };
        }
    }
}

function lowerGets(lowering: Lowering, node: ast.Expect): Expectation | undefined {
    const times = node.times ? whole(lowering, node.times, node, 'The number of times') : undefined;
    if (node.message !== undefined) return { kind: 'gets message', message: node.message, times };
    const trigger = node.trigger?.ref?.name;
    return trigger === undefined ? undefined : { kind: 'gets', trigger, times };
}

function pointsOf(lowering: Lowering, node: ast.Expect): { points: string; amount: Rational } | undefined {
    const unit = node.amount?.unit?.ref;
    if (!node.amount || !unit) return undefined;
    if (ast.isPoints(unit)) return { points: unit.name, amount: signed(node, rational(node.amount.value)) };
    lowering.report(wrongUnit, node.amount, [`What is ${node.kind.replace('_', ' ')}`, 'points', textOf(node.amount)]);
    return undefined;
}

/** A balance may be below zero, and the price of what comes back. */
const signed = ({ below }: { readonly below: boolean }, amount: Rational): Rational =>
    below ? Rational.ZERO.sub(amount) : amount;
