import type { Value } from '../../model/value.ts';
import { testStep } from '../checks/data.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { rational } from './number.ts';

/** The event by which a member gives points to another: `ann: points_sent 500 Mile to bob`. */
export const SENDING = 'points_sent';

/** What is sent and to whom are fields of the event, as they are in data. */
export function sendingFields(_: Lowering, node: ast.Happening): ReadonlyMap<string, Value> {
    const unit = node.amount?.unit?.ref;
    if (node.event?.ref?.name !== SENDING || !node.amount || !ast.isPoints(unit)) return new Map();
    const fields = new Map<string, Value>([
        ['amount', rational(node.amount.value)],
        ['points', unit.name],
    ]);
    const to = node.to?.ref?.name;
    return to === undefined ? fields : fields.set('recipient', to);
}

export function checkSending(lowering: Lowering, node: ast.Happening): void {
    const event = node.event?.ref?.name ?? '';
    if (event !== SENDING) {
        if (node.to)
            lowering.report(testStep, { node, property: 'to' }, [event, 'nobody to send to: only points_sent has']);
        return;
    }
    const unit = node.amount?.unit?.ref;
    const isWhole = node.amount !== undefined && ast.isPoints(unit) && node.to !== undefined;
    const hasFields = node.fields.some(({ field }) => field?.ref?.name === 'recipient');
    if (!isWhole && !hasFields)
        lowering.report(testStep, node, [event, "points and a person: 'points_sent 500 Mile to bob'"]);
}
