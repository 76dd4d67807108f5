import type { Value } from '../../model/value.ts';
import { testStep } from '../checks/data.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { rational } from './number.ts';
import { moneyOf } from './test-fields.ts';

/** The event by which a member gives points to another: `ann: points_sent 500 Mile to bob`. */
const SENDING = 'points_sent';

/** The event by which a member pays into a wallet: `ann: topped_up 50 EUR`. */
const TOP_UP = 'topped_up';

/** Events that say an amount as purchases do. */
export const hasAmount = (event: string): boolean => event === SENDING || event === TOP_UP;

/** The amount, and to whom it goes, are fields of the event, as they are in data. */
export function sendingFields(lowering: Lowering, node: ast.Happening): ReadonlyMap<string, Value> {
    const event = node.event?.ref?.name;
    if (!node.amount) return new Map();
    if (event === TOP_UP) {
        const amount = moneyOf(lowering, node.amount, 'What is paid into a wallet');
        return amount === undefined ? new Map() : new Map([['amount', amount]]);
    }
    const unit = node.amount.unit?.ref;
    if (event !== SENDING || !ast.isPoints(unit)) return new Map();
    const fields = new Map<string, Value>([
        ['amount', rational(node.amount.value)],
        ['points', unit.name],
    ]);
    const to = node.to?.ref?.name;
    return to === undefined ? fields : fields.set('recipient', to);
}

export function checkSending(lowering: Lowering, node: ast.Happening): void {
    const event = node.event?.ref?.name ?? '';
    const said = (field: string): boolean => node.fields.some(each => each.field?.ref?.name === field);
    if (event !== SENDING && node.to) {
        const place = { node, property: 'to' };
        lowering.report(testStep, place, [event, 'nobody to send to: only points_sent has']);
    }
    if (event === TOP_UP && !node.amount && !said('amount'))
        lowering.report(testStep, node, [event, "an amount: 'topped_up 50 EUR'"]);
    if (event !== SENDING) return;
    const isWhole = ast.isPoints(node.amount?.unit?.ref) && node.to !== undefined;
    if (!isWhole && !said('recipient'))
        lowering.report(testStep, node, [event, "points and a person: 'points_sent 500 Mile to bob'"]);
}
