import { formatDate } from '../../base/calendar.ts';
import type { GiftLife } from '../../model/earn.ts';
import { describeType } from '../../model/type.ts';
import { expiryTooShort, periodReversed } from '../checks/program.ts';
import { mismatch } from '../checks/types.ts';
import * as ast from '../generated/ast.ts';
import type { Around } from './around.ts';
import { type Lowering, textOf } from './context.ts';
import { lowerExpression } from './expression.ts';
import { date, duration, endsBefore, monthDay, whole } from './number.ts';
import { calendarUnit } from './window.ts';

/** `expiring in 30 days`, `in 6 months at end of month`, `on 31 December`, `on 2026-12-31`, `never`. */
export function lowerGiftLife(lowering: Lowering, node: ast.GiftLife, around: Around): GiftLife | undefined {
    if (node.said) return throughField(lowering, node.said, around);
    if (node.never) return { kind: 'never' };
    if (node.date) return { kind: 'through', day: date(lowering, node.date, { node, property: 'date' }) };
    if (node.day) {
        const yearsLater = whole(lowering, node.years ?? '0', node, 'The number of years');
        return { kind: 'on', day: monthDay(lowering, node.day), yearsLater };
    }
    const endOf = node.endOf ? calendarUnit(node.endOf) : undefined;
    return { kind: 'after', after: duration(lowering, node.after), endOf };
}

/** `expiring on voucher.valid_through`. */
function throughField(lowering: Lowering, node: ast.NameRef, around: Around): GiftLife | undefined {
    const value = lowerExpression(lowering, node, around);
    if (value === undefined) return undefined;
    const isField = value.kind === 'event field' || value.kind === 'member field';
    if (isField && value.type.kind === 'date') return { kind: 'through field', value };
    lowering.report(mismatch, node, ['a date of the event or of the member', describeType(value.type)]);
    return undefined;
}

/** A gift that is gone before it can be used. */
export function checkGiftLife(lowering: Lowering, { expiring, pending, until, unit }: ast.Give): void {
    if (until) {
        checkUntil(lowering, until, expiring);
        return;
    }
    if (!expiring && !pending) return;
    const terms = ast.isPoints(unit?.ref) ? unit.ref.clauses : [];
    const waits = pending ?? terms.find(ast.isPendingClause)?.duration;
    const expires = terms.filter(ast.isExpireClause).find(each => !each.condition && !each.inactive && !each.without);
    const life = expiring ?? expires;
    if (!waits || !life) return;
    const { after, endOf } = life;
    const period = endOf ? calendarUnit(endOf) : undefined;
    if (!after || !endsBefore(duration(lowering, after), duration(lowering, waits), period)) return;
    lowering.report(expiryTooShort, expiring ?? waits, [textOf(waits), textOf(after)]);
}

/** What is valid through a day must be usable on it. */
function checkUntil(lowering: Lowering, until: ast.PendingUntil, expiring: ast.GiftLife | undefined): void {
    if (!expiring?.date || !until.date) return;
    const [from, through] = [date(lowering, until.date, until), date(lowering, expiring.date, expiring)];
    if (through < from) lowering.report(periodReversed, until, [formatDate(from), formatDate(through)]);
}
