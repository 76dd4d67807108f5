import type { Expression } from '../../model/expression.ts';
import { allOf } from './during.ts';
import { firstUnknown, truthOf } from './expression.ts';
import type { Look } from './look.ts';
import type { Code, Sheet } from './sheet.ts';
import { tell } from './told.ts';

/** Runs a body where all conditions hold; what is not known is told, in the order in which it is asked. */
export function whileHolding(
    sheet: Sheet,
    code: Code,
    rule: string,
    conditions: readonly Expression[],
    look: Look,
    gate: string,
    body: () => void,
): void {
    const truths = conditions.map(condition => truthOf(sheet, condition, look));
    if (!sheet.tells || truths.every(({ unknown }) => unknown === '')) {
        const all = allOf(gate, ...truths.map(({ holds }) => holds));
        code.block(all === '' ? '' : `if (${all})`, body);
        return;
    }
    const open = (index: number): void => {
        const [truth, condition] = [truths[index], conditions[index]];
        if (truth === undefined || condition === undefined) {
            body();
            return;
        }
        code.block(`if (${truth.holds})`, () => open(index + 1));
        tellUnknown(sheet, code, rule, condition, truth.unknown, look);
    };
    code.block(gate === '' ? '' : `if (${gate})`, () => open(0));
}

/** Behind a condition that does not hold: tells what is not known, if anything. */
function tellUnknown(sheet: Sheet, code: Code, rule: string, condition: Expression, unknown: string, look: Look): void {
    if (unknown === '') return;
    code.block(`else if (${unknown})`, () =>
        code.line(...unknownTold(sheet, rule, firstUnknown(sheet, condition, look), look)),
    );
}

export const unknownTold = (
    sheet: Sheet,
    rule: string,
    what: string,
    { at, row }: Pick<Look, 'at' | 'row'>,
): string[] => tell(sheet, 'unknown', { at, row: row ?? '-1', what: `${sheet.text(rule)}`, x: what });
