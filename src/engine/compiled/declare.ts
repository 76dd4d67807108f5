import { declareTimers } from './due.ts';
import { keepsOrders } from './events.ts';
import { declareLedgers } from './ledger.ts';
import { declareOffers } from './offers.ts';
import { isPriced } from './priced.ts';
import { isRecurring } from './recurring.ts';
import { declareReturns } from './returns.ts';
import type { Sheet } from './sheet.ts';
import { firstDues } from './start.ts';
import { declareTiers } from './tier.ts';
import { declareTriggers } from './trigger.ts';

/** Variables, arrays and figures that generated code has whatever it does. `isAsked`: for figures by their names. */
export function declare(sheet: Sheet, isAsked: boolean): void {
    const { earns, triggers, budgets, rewards } = sheet.program;
    const gifts = triggers.flatMap(({ actions }) => actions.filter(({ kind }) => kind === 'give')).length;
    const days = sheet.calendar.last - sheet.calendar.first;
    const lotsPerRow = earns.flatMap(({ gives }) => gives).length + 2 * gifts;
    declareLedgers(sheet, lotsPerRow, 8 + gifts * days);
    declareTiers(sheet);
    declareTriggers(sheet);
    declareTimers(sheet);
    for (const [k, trigger] of triggers.entries()) {
        const { occasion, watch } = trigger;
        if ((occasion.kind === 'on day' || isRecurring(trigger)) && watch !== undefined) sheet.cold(`on${k}`, '0');
    }
    for (const index of budgets.keys()) {
        for (const name of ['br', 'bu']) sheet.cold(`${name}${index}`, '0');
        sheet.cold(`bo${index}`, 'NaN');
    }
    for (const w of rewards.keys()) for (const name of ['rg', 'rr']) sheet.cold(`${name}${w}`, '0');
    if (sheet.shape.hasEvent('return')) declareReturns(sheet);
    if (isPriced(sheet)) sheet.array('pp', 'double', 1, 1);
    declareOffers(sheet);
    if (keepsOrders(sheet)) {
        sheet.cold('ot', '0');
        for (const name of ['oa', 'ok']) sheet.array(name, 'double', 1, 1);
    }
    for (const { name, code } of firstDues(sheet)) {
        if (name.startsWith('si')) sheet.local(name, code);
        else sheet.cold(name, code);
    }
    // Who is told of outcomes counts them himself.
    declareResults(sheet, isAsked || !sheet.tells);
}

/** Figures of each member. */
function declareResults(sheet: Sheet, isAll: boolean): void {
    const { triggers, budgets, rewards, ladders, points } = sheet.program;
    for (const p of points.keys()) {
        sheet.result(`points ${p} balance`, `av${p} - de${p}`);
        sheet.result(`points ${p} pending`, `pe${p}`);
        sheet.result(`points ${p} debt`, `de${p}`);
        sheet.result(`points ${p} issued`, `is${p}`);
        sheet.result(`points ${p} spent`, `sp${p}`);
        sheet.result(`points ${p} expired`, `ex${p}`);
        sheet.result(`points ${p} taken back`, `tb${p}`);
    }
    for (const l of ladders.keys()) {
        sheet.result(`ladder ${l} rank`, `tr${l}`);
        sheet.result(`ladder ${l} rises`, `tu${l}`);
        sheet.result(`ladder ${l} falls`, `td${l}`);
    }
    for (const [k, { holdOut }] of isAll ? triggers.entries() : []) {
        sheet.result(`trigger ${k} fired`, `fi${k}`);
        if (!holdOut.isZero()) sheet.result(`trigger ${k} held out`, `fo${k}`);
    }
    for (const index of budgets.keys()) {
        sheet.result(`budget ${index} used`, `bu${index}`);
        sheet.result(`budget ${index} refused`, `br${index}`);
        sheet.result(`budget ${index} over`, `bo${index}`);
    }
    for (const w of isAll ? rewards.keys() : []) {
        sheet.result(`reward ${w} granted`, `rg${w}`);
        sheet.result(`reward ${w} refused`, `rr${w}`);
    }
}
