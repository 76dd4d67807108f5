import { endsOfSilence, type Trigger, type TriggerOccasion } from '../../model/trigger.ts';
import { fallsDueAt, milliseconds, startAt } from '../moments.ts';
import { nextReview } from '../tier-calendar.ts';
import { expiredBy, expiresLate, expiries, flushed, isPending, releases } from './ledger.ts';
import { expires, hasOwnLives, nextMortal } from './lives.ts';
import type { Look } from './look.ts';
import { isRecurring } from './recurring.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';
import { isSteadyTier, looked, reviewed, tierDues } from './tier.ts';
import { tell } from './told.ts';
import { fired } from './trigger.ts';
import { nextWarning, warnings } from './warning.ts';

/** Code that sets `due` to when something falls due next. */
export function nextDue(sheet: Sheet): string[] {
    const { points, triggers } = sheet.program;
    const lines = ['let due = Infinity;'];
    const take = (code: string): void => void lines.push(`if (${code} < due) due = ${code};`);
    for (const [p, each] of points.entries()) {
        if (isPending(each)) lines.push(`if (rh${p} < lt${p} && ra${p}[rh${p}] < due) due = ra${p}[rh${p}];`);
        if (expires(sheet, p) && !expiresLate(sheet, p))
            lines.push(
                ...nextMortal(sheet, p),
                `if (xh${p} < lt${p} && xa${p}[xh${p}] < due) due = xa${p}[xh${p}];`,
                ...(hasOwnLives(sheet, p)
                    ? [`if (yh${p} < yt${p} && xa${p}[yl${p}[yh${p}]] < due) due = xa${p}[yl${p}[yh${p}]];`]
                    : []),
            );
    }
    for (const name of movingTimers(sheet)) take(name);
    if (steadyTimers(sheet).length > 0) take(STEADY);
    for (const [k, { occasion, watch }] of triggers.entries()) {
        if (occasion.kind === 'before expiry') lines.push(...nextWarning(k));
        if (watch !== undefined) lines.push(`if (wh${k} < wt${k} && wa${k}[wh${k}] < due) due = wa${k}[wh${k}];`);
    }
    return lines;
}

/** The variable with when the first of those timers comes that only go on when they come. */
const STEADY = 'cd';

/** Timers that only what falls due sets anew. */
const steadyTimers = (sheet: Sheet): string[] => [
    ...tierDues(sheet).filter(name => isSteadyTier(sheet, name)),
    ...sheet.program.triggers.flatMap(({ occasion }, k) =>
        occasion.kind === 'silence' ? [] : (timerOf(k, occasion) ?? []),
    ),
];

/** … and those that events set. */
const movingTimers = (sheet: Sheet): string[] => [
    ...tierDues(sheet).filter(name => !isSteadyTier(sheet, name)),
    ...sheet.program.triggers.flatMap(({ occasion }, k) =>
        occasion.kind === 'silence' ? (timerOf(k, occasion) ?? []) : [],
    ),
];

export function declareTimers(sheet: Sheet): void {
    if (steadyTimers(sheet).length > 0) sheet.local(STEADY, 'Infinity');
}

/** Code that finds the first of the steady timers: at the beginning, and when one has come. */
export const firstSteady = (sheet: Sheet): string[] => {
    const timers = steadyTimers(sheet);
    if (timers.length === 0) return [];
    return [`${STEADY} = Infinity;`, ...timers.map(name => `if (${name} < ${STEADY}) ${STEADY} = ${name};`)];
};

/** Code that is true where at the instant `t` more falls due than points. */
export function isMoreDue(sheet: Sheet): string {
    const { triggers } = sheet.program;
    return [
        ...movingTimers(sheet).map(name => `${name} === t`),
        ...(steadyTimers(sheet).length > 0 ? [`${STEADY} === t`] : []),
        ...triggers.flatMap(({ occasion, watch }, k) => [
            ...(occasion.kind === 'before expiry' ? [`(bh${k} < bt${k} && bq${k}[bh${k}] === t)`] : []),
            ...(watch === undefined ? [] : [`(wh${k} < wt${k} && wa${k}[wh${k}] === t)`]),
        ]),
    ].join(' || ');
}

/** Code for all that falls due at the instant `t`, in the order of its phases. */
export function fallDue(sheet: Sheet, code: Code, look: Look): void {
    const { points, triggers } = sheet.program;
    const isSteady = steadyTimers(sheet).length > 0;
    if (isSteady) code.line(`const isSteady = ${STEADY} === t;`);
    for (const p of points.keys()) if (expiresLate(sheet, p)) code.line(...expiredBy(sheet, p, '<', 't'));
    for (const [p, each] of points.entries()) if (isPending(each)) code.line(...releases(sheet, p));
    reviewed(sheet, code, look);
    for (const p of points.keys()) if (expires(sheet, p)) code.line(...expiries(sheet, p));
    for (const [k, trigger] of triggers.entries()) dueTrigger(sheet, code, k, trigger, look);
    settle(sheet, code, look);
    code.line(...flushed(sheet, { at: look.at, day: look.day, row: '-1' }));
    if (isSteady) code.block('if (isSteady)', () => code.line(...firstSteady(sheet)));
}

/** The variable with when a trigger fires next by itself. */
function timerOf(k: number, { kind }: TriggerOccasion): string | undefined {
    switch (kind) {
        case 'silence':
            return `si${k}`;
        case 'on day':
            return `od${k}`;
        case 'annual':
        case 'periodic':
            return `rc${k}`;
        case 'event':
        case 'open':
        case 'before expiry':
        case 'announced':
        case 'used up':
        case 'tier':
            return undefined;
    }
}

function dueTrigger(sheet: Sheet, code: Code, k: number, trigger: Trigger, look: Look): void {
    const { occasion, watch } = trigger;
    const due = timerOf(k, occasion);
    const fire = (at: Look = look): void => {
        code.line('let given = false;');
        fired(sheet, code, k, trigger, at, 'given');
        code.block('if (given)', () => looked(sheet, code, look));
    };
    if (occasion.kind === 'before expiry') warnings(sheet, code, k, trigger, look, fire);
    const begin = (): void => {
        if (occasion.kind === 'silence') {
            code.line(`si${k} = Infinity;`);
            fire();
        } else if (occasion.kind === 'on day') {
            code.line(`od${k} = ${onDayAfter(sheet, k, trigger)(look.day)};`);
            const joined = sheet.shape.columns.memberFields.get('joined');
            const has = joined?.kind === 'number' ? `if (${joinedBy(sheet, joined.unknown)} <= ${look.day})` : '';
            code.block(has, () => fire());
        } else if (isRecurring(trigger)) {
            code.line(`rc${k} = H.next(${k}, m, t);`);
            fire();
        }
    };
    if (watch === undefined) {
        const isSteady = occasion.kind === 'silence' ? '' : 'isSteady && ';
        if (due !== undefined) code.block(`if (${isSteady}${due} === t)`, begin);
        return;
    }
    const isWatched = `wh${k} < wt${k} && wa${k}[wh${k}] === t`;
    if (due === undefined) {
        code.block(`while (${isWatched})`, () => endWatch(sheet, code, k, trigger));
        return;
    }
    // What was put down first comes first.
    const order = occasion.kind === 'silence' ? `sn${k}` : `on${k}`;
    code.block('for (;;)', () => {
        code.line(`const x = ${due} === t ? ${order} : Infinity, y = ${isWatched} ? wn${k}[wh${k}] : Infinity;`);
        code.line('if (x === Infinity && y === Infinity) break;');
        code.block('if (y < x)', () => endWatch(sheet, code, k, trigger));
        code.block('else', () => {
            code.line(...(occasion.kind === 'silence' ? [] : [`on${k} = ++serial;`]));
            begin();
        });
    });
}

function joinedBy(sheet: Sheet, unknown: number | undefined): string {
    const joined = sheet.shape.columns.memberFields.get('joined');
    if (joined?.kind !== 'number') return '-Infinity';
    const code = `${sheet.column(joined.values)}[m]`;
    return unknown === undefined ? code : `(${code} === ${unknown} ? -Infinity : ${code})`;
}

/** The day of a trigger strictly after a day, at its hour. */
function onDayAfter(sheet: Sheet, k: number, { occasion, atMinute }: Trigger): (day: string) => string {
    const { zone, turns } = sheet.calendar;
    return sheet.instantByDay(`on day ${k}`, day =>
        occasion.kind === 'on day' ? startAt(nextReview(occasion.schedule, day, 0, turns), atMinute, zone) : 0,
    );
}

/** Code by which an event puts down the end of the silence after it. */
export function silenceBegins(sheet: Sheet, event: string, { at, day }: Look): string[] {
    const { zone, step } = sheet.calendar;
    return sheet.program.triggers.flatMap(({ occasion, atMinute }, k) => {
        if (occasion.kind !== 'silence' || !endsOfSilence(occasion).includes(event)) return [];
        const exact = milliseconds(occasion.duration);
        const due =
            exact !== undefined
                ? `${at} + ${exact / step}`
                : sheet.instantByDay(`silence ${k}`, each =>
                      fallsDueAt(zone.startOfDay(each), occasion.duration, atMinute, zone),
                  )(day);
        return [`si${k} = ${due};`, `sn${k} = ++serial;`];
    });
}

function endWatch(sheet: Sheet, code: Code, k: number, { watch }: Trigger): void {
    if (watch === undefined) return;
    if (watch.event !== 'purchase') refuse(`a watch for '${watch.event}' is not compiled`);
    code.line(
        `let back = false, spent = 0; const since = wb${k}[wh${k}];`,
        'for (let o = ot - 1; o >= 0 && oa[o] > since; o--) if (oa[o] < t) { back = true; spent += ok[o]; }',
        ...tell(sheet, 'watch', {
            at: 't',
            row: '-1',
            what: `${k}`,
            lot: `wg${k}[wh${k}]`,
            x: 'spent',
            y: 'back ? 1 : 0',
        }),
        `wh${k}++;`,
    );
}

/** Triggers on the tiers that were changed, in the order of the changes; each fires at most once for one occasion. */
export function settle(sheet: Sheet, code: Code, look: Look): void {
    const triggers = [...sheet.program.triggers.entries()].filter(([, { occasion }]) => occasion.kind === 'tier');
    if (triggers.length === 0) return;
    code.block('if (cq > 0)', () => {
        for (const [k] of triggers) code.line(`let did${k} = false;`);
        code.block('for (let q = 0; q < cq; q++)', () => {
            for (const [k, trigger] of triggers) {
                code.block(`if (!did${k} && ${isMeant(sheet, trigger)})`, () => {
                    code.line(`did${k} = true;`, 'let given = false;');
                    fired(sheet, code, k, trigger, { ...look, event: undefined }, 'given');
                    code.block('if (given)', () => looked(sheet, code, look));
                });
            }
        });
        code.line('cq = 0;');
    });
}

function isMeant(sheet: Sheet, { occasion }: Trigger): string {
    if (occasion.kind !== 'tier') return 'false';
    const l = sheet.program.ladders.findIndex(({ name }) => name === occasion.ladder);
    const rank = sheet.program.ladders[l]?.tiers.findIndex(({ name }) => name === occasion.tier) ?? -1;
    const isNamed = (array: string): string => (occasion.tier === undefined ? 'true' : `${array}[q] === ${rank}`);
    const own = `cl[q] === ${l}`;
    switch (occasion.change) {
        case 'reached':
            return `${own} && ct[q] > cf[q] && ${isNamed('ct')}`;
        case 'lost':
            return `${own} && ct[q] < cf[q] && ${isNamed('cf')}`;
        case 'changed':
            return `${own} && (${isNamed('cf')} || ${isNamed('ct')})`;
    }
}
