import { hashShare } from '../../base/random.ts';
import { Rational } from '../../base/rational.ts';
import type { Give } from '../../model/earn.ts';
import type { Action, Trigger } from '../../model/trigger.ts';
import { endOfValidity } from '../moments.ts';
import { limited } from './clip.ts';
import { unknownTold, whileHolding } from './conditions.ts';
import { allOf, duringCode, inForceCode } from './during.ts';
import { firstUnknown, numberOf } from './expression.ts';
import { type Cause, takenBack } from './ledger.ts';
import { daysOf, leftOf, usedOf } from './limit.ts';
import type { Look } from './look.ts';
import { atLeastZero, constant, lesser, multiply, type Num, num, rounded } from './number.ts';
import { offered } from './offers.ts';
import { type GiverCode, type GrantCode, post } from './post.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';
import { moved } from './tier.ts';
import { tell } from './told.ts';

/** Numbers of what became of a trigger, as they are told. */
export const RESULTS = ['fired', 'held out'] as const;

/** Code that lets a trigger fire. `given` is a variable that is set where it gives something. */
export function fired(sheet: Sheet, code: Code, k: number, trigger: Trigger, look: Look, given: string): void {
    const gate = allOf(inForceCode(sheet, look), duringCode(sheet, trigger.during, look));
    whileHolding(sheet, code, trigger.name, trigger.when, look, gate, () => {
        const terms = {
            name: sheet.fresh('v'),
            given: look.given ?? [],
            gives: 'given',
            call: (call: string) => `if (${call}) ${given} = true;`,
        };
        sheet.part(code, terms, own => {
            own.line('let given = false;');
            fires(sheet, own, k, trigger, look);
        });
    });
}

function fires(sheet: Sheet, code: Code, k: number, trigger: Trigger, look: Look): void {
    const given = 'given';
    const times = [...trigger.limits.entries()].filter(([, { of }]) => of === 'times');
    const open = times.map(([index, limit]) => {
        const { moved: moves, used } = usedOf(sheet, `${trigger.name}/${index}`, limit.period);
        code.line(...moves(look));
        return `${used} < ${leftOf(limit, '0', 1).high}`;
    });
    code.block(open.length === 0 ? '' : `if (${open.join(' && ')})`, () => {
        for (const [index, limit] of times)
            code.line(...usedOf(sheet, `${trigger.name}/${index}`, limit.period).use('1', look));
        heldOutOrDone(sheet, code, k, trigger, look, given);
    });
}

function heldOutOrDone(sheet: Sheet, code: Code, k: number, trigger: Trigger, look: Look, given: string): void {
    const { at, row = '-1' } = look;
    const done = (): void => {
        act(sheet, code, trigger, look, given);
        code.line(
            `fi${k}++;`,
            ...tell(sheet, 'trigger', { at, row, what: `${k}`, lot: '0' }),
            ...watched(sheet, k, trigger, look, 0),
        );
    };
    if (trigger.holdOut.isZero()) {
        done();
        return;
    }
    code.line(`if (ho${k} < 0) ho${k} = H.isHeldOut(${k}, m);`);
    code.block(`if (ho${k} === 1)`, () =>
        code.line(
            `fo${k}++;`,
            ...tell(sheet, 'trigger', { at, row, what: `${k}`, lot: '1' }),
            ...watched(sheet, k, trigger, look, 1),
        ),
    );
    code.block('else', done);
}

export function isHeldOut(program: string, { name, holdOut }: Trigger, member: string): boolean {
    // Multiplied by both denominators, and without a fraction for each member.
    return BigInt(hashShare(`${program}/${name}/${member}`)) * holdOut.denominator < holdOut.numerator * 1_000_000n;
}

/** Begins to watch whether the member comes back. */
function watched(sheet: Sheet, k: number, { watch }: Trigger, { at, day }: Look, group: 0 | 1): string[] {
    if (watch === undefined) return [];
    const { zone } = sheet.calendar;
    const until = sheet.instantByDay(`watch ${k}`, each => endOfValidity(zone.startOfDay(each), watch.duration, zone))(
        day,
    );
    return [
        `wa${k}[wt${k}] = ${until}; wb${k}[wt${k}] = ${at}; wg${k}[wt${k}] = ${group}; wn${k}[wt${k}++] = ++serial;`,
    ];
}

export function declareTriggers(sheet: Sheet): void {
    for (const [k, { occasion, watch, holdOut }] of sheet.program.triggers.entries()) {
        sheet.cold(`fi${k}`, '0');
        if (!holdOut.isZero()) {
            sheet.cold(`ho${k}`, '-1');
            sheet.cold(`fo${k}`, '0');
        }
        if (occasion.kind === 'silence') sheet.cold(`sn${k}`, '0');
        if (watch === undefined) continue;
        sheet.cold(`wt${k}`, '0');
        sheet.cold(`wh${k}`, '0');
        for (const name of ['wa', 'wb', 'wg', 'wn']) sheet.array(`${name}${k}`, 'double', 2, daysOf(sheet));
    }
    sheet.cold('serial', '0');
}

function act(sheet: Sheet, code: Code, trigger: Trigger, look: Look, given: string): void {
    const cause: Cause = { at: look.at, day: look.day, row: look.row ?? '-1' };
    const gifts = giftsOf(sheet, code, trigger, look);
    const shares = post(
        sheet,
        code,
        gifts.map(({ grant }) => grant),
        cause,
    );
    for (const { posted } of shares) code.line(`if (${posted} > 0) ${given} = true;`);
    for (const [index, action] of trigger.actions.entries()) {
        if (action.kind === 'give') code.line(...giftTold(sheet, trigger, index, gifts, shares, look));
        else effect(sheet, code, action, trigger, index, look);
    }
}

interface Gift {
    readonly action: number;
    readonly grant: GrantCode;
}

function giftsOf(sheet: Sheet, code: Code, trigger: Trigger, look: Look): Gift[] {
    const giver: GiverCode = { name: trigger.name, limits: trigger.limits, round: undefined, countsFirings: true };
    const gifts = trigger.actions.flatMap((action, index): Gift[] => {
        if (action.kind !== 'give') return [];
        const { unit, expiring: life } = action.give;
        if (unit.kind !== 'points') return refuse(`'${action.text}' gives money`);
        const name = sheet.fresh('g');
        code.line(`let ${name} = 0;`);
        let worth: Num = num('0', 1, [0, 0]);
        const conditions = action.give.condition === undefined ? [] : [action.give.condition];
        whileHolding(sheet, code, trigger.name, conditions, look, '', () => {
            worth = giftNumber(sheet, code, trigger, action.give, look);
            code.line(`${name} = ${worth.code};`);
        });
        const amount: Num = { ...worth, code: name, low: 0, unknown: '' };
        return [{ action: index, grant: { giver, points: unit.points, life, asked: amount, amount, limitedBy: '' } }];
    });
    const clipped = limited(
        sheet,
        code,
        giver,
        gifts.map(({ grant }) => grant),
        look,
    );
    return gifts.map((gift, index) => ({ ...gift, grant: clipped[index] ?? gift.grant }));
}

function giftNumber(sheet: Sheet, code: Code, trigger: Trigger, give: Give, look: Look): Num {
    const { basis, amount, atMost } = give;
    const capped = (n: Num): Num => (atMost === undefined ? atLeastZero(n) : lesser(atLeastZero(n), constant(atMost)));
    if (basis.kind === 'flat') return capped(constant(amount));
    if (basis.kind !== 'per') return refuse(`'${give.text}' is not compiled in a trigger`);
    const net = { ...(look.order?.paid ?? num('0', 1, [0, 0])), per: 10 ** sheet.program.currency.decimals };
    const of = basis.of === undefined ? net : stepsOf(sheet, code, trigger.name, basis.of, look);
    const steps = multiply(of, constant(Rational.ONE.div(basis.step)));
    return capped(multiply(basis.whole ? rounded(steps, 'down') : steps, constant(amount)));
}

/** What is not known is told, and nothing. */
function stepsOf(sheet: Sheet, code: Code, rule: string, of: Parameters<typeof numberOf>[1], look: Look): Num {
    const found = numberOf(sheet, of, look);
    if (found.unknown === '') return found;
    if (sheet.tells)
        code.line(`if (${found.unknown}) {`, ...unknownTold(sheet, rule, firstUnknown(sheet, of, look), look), '}');
    const [low, high] = [Math.min(0, found.low), Math.max(0, found.high)];
    return { ...found, code: `(${found.unknown} ? 0 : ${found.code})`, low, high, unknown: '' };
}

/** What an action gave: all gifts of one kind become one lot, which is that of the first. */
function giftTold(
    sheet: Sheet,
    trigger: Trigger,
    action: number,
    gifts: readonly Gift[],
    shares: ReturnType<typeof post>,
    { at, row = '-1' }: Look,
): string[] {
    const own = gifts.find(gift => gift.action === action);
    if (own === undefined) return [];
    const p = sheet.program.points.findIndex(({ name }) => name === own.grant.points);
    const posted = shares.find(share => share.p === p && share.giver === trigger.name)?.posted ?? '0';
    const earlier = gifts.filter(gift => gift.action < action && gift.grant.points === own.grant.points);
    const isFirst = [`${own.grant.amount.code} > 0`, ...earlier.map(({ grant }) => `${grant.amount.code} === 0`)];
    return tell(sheet, 'effect', { at, row, what: `${action}`, x: `(${isFirst.join(' && ')} ? ${posted} : 0)` });
}

function effect(sheet: Sheet, code: Code, action: Action, trigger: Trigger, index: number, look: Look): void {
    switch (action.kind) {
        case 'send':
        case 'ask':
        case 'give':
        case 'escalate':
        case 'open case':
        case 'visit':
        case 'call':
        case 'tag':
            return;
        case 'move':
            if (action.duration !== undefined) refuse(`'${action.text}' is not compiled`);
            moved(sheet, code, action.ladder, action.tier, look);
            return;
        case 'take':
            taken(sheet, code, action, trigger, index, look);
            return;
        case 'offer':
            code.line(...offered(sheet, action, index, look));
            return;
        case 'extend':
        case 'present':
            refuse(`'${action.text}' is not compiled`);
    }
}

function taken(
    sheet: Sheet,
    code: Code,
    { points: name, amount, per }: Extract<Action, { kind: 'take' }>,
    trigger: Trigger,
    index: number,
    look: Look,
): void {
    const p = sheet.program.points.findIndex(each => each.name === name);
    const points = sheet.program.points[p];
    if (points === undefined) return;
    const perUnit = 10 ** points.decimals;
    const cause: Cause = { at: look.at, day: look.day, row: look.row ?? '-1' };
    code.block('', () => {
        if (amount === undefined) code.line(`const take = av${p} - de${p};`);
        else if (per === undefined) code.line(`const take = ${rounded(constant(amount), points.round, perUnit).code};`);
        else {
            const steps = multiply(
                atLeastZero(stepsOf(sheet, code, trigger.name, per.of, look)),
                constant(Rational.ONE.div(per.step)),
            );
            const whole = per.whole ? rounded(steps, 'down') : steps;
            code.line(`const take = ${rounded(multiply(whole, constant(amount)), points.round, perUnit).code};`);
        }
        code.block('if (take > 0)', () => {
            code.line(...takenBack(sheet, p, 'take', `${sheet.text(trigger.name)}`, cause));
            code.line(...tell(sheet, 'effect', { at: look.at, row: cause.row, what: `${index}`, x: 'take' }));
        });
    });
}
