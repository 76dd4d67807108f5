import { itemFieldsIn } from './asked.ts';
import { isRecurring } from './recurring.ts';
import { refuse } from './refusal.ts';
import { refuseReturns } from './returns.ts';
import type { Sheet } from './sheet.ts';

/** Fields that change what an order comes to. */
const PRICED = ['tax', 'tax_in_price', 'gift_card', 'credit', 'shipping', 'shipping_tax', 'fees', 'tips', 'wallet'];

/** Data that code does not know about. */
export function refuseData({ shape, program }: Sheet): void {
    for (const name of [...PRICED, ...(program.tenders.nothing ?? []), 'reward']) {
        const column = shape.field('purchase', name);
        if (column !== undefined && shape.isSomewhereKnownIn(column, 'purchase'))
            refuse(`'${name}' of purchases in the data is not compiled`);
    }
    if (shape.hasEvent('return')) refuseReturns({ program, shape });
    refuseEnrolments({ shape, program });
    if (program.budgets.length > 0 && shape.columns.memberFields.has('referrer'))
        refuse('referrals beside budgets are not compiled');
    for (const name of ['tax', 'list_price', 'gift_card', 'credit'])
        if (itemFieldsIn(program.prices).has(name)) refuse(`'item.${name}' is not compiled in prices`);
}

/** Who enrols without a known day of joining joins then, and from then on things return by the calendar. */
function refuseEnrolments({ shape, program }: Pick<Sheet, 'shape' | 'program'>): void {
    const isTimed = program.triggers.some(
        trigger => ['silence', 'on day'].includes(trigger.occasion.kind) || isRecurring(trigger),
    );
    const isReviewed = program.ladders.some(({ review }) => review?.kind === 'anniversary' && review.of === 'joining');
    if (!(isTimed || isReviewed) || !shape.hasEvent('enrolment')) return;
    const { begins, source, memberFields, memberCount } = shape.columns;
    const joined = memberFields.get('joined');
    const isKnown = (member: number): boolean =>
        joined?.kind === 'number' && (joined.unknown === undefined || joined.values[member] !== joined.unknown);
    for (let member = 0; member < memberCount; member++) {
        if (isKnown(member)) continue;
        for (let row = begins[member] ?? 0; row < (begins[member + 1] ?? 0); row++)
            if (shape.events[source[row] ?? 0] === 'enrolment')
                refuse('members who enrol without a known day of joining are not compiled');
    }
}
