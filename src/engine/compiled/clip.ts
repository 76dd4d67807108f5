import { leftOf, usedOf } from './limit.ts';
import { usedNoted } from './limits-again.ts';
import type { Look } from './look.ts';
import { multiple, withPer } from './number.ts';
import type { GiverCode, GrantCode } from './post.ts';
import { refuse } from './refusal.ts';
import type { Code, Sheet } from './sheet.ts';

/** Clips gifts of one giver by its limits, in the order written. */
export function limited(
    sheet: Sheet,
    code: Code,
    giver: GiverCode,
    grants: readonly GrantCode[],
    look: Pick<Look, 'day' | 'event'>,
): GrantCode[] {
    const limits = [...giver.limits.entries()].filter(([, { of }]) => !(of === 'times' && giver.countsFirings));
    const [first] = grants;
    if (limits.length === 0 || first === undefined) return [...grants];
    const decimals = sheet.program.points.find(({ name }) => name === first.points)?.decimals ?? 0;
    const per = grants.reduce((all, { amount }) => multiple(all, amount.per), 10 ** decimals);
    const clipped = grants.map(grant => {
        const [amount, by] = [sheet.fresh('g'), sheet.fresh('by')];
        const scaled = withPer(grant.amount, per);
        code.line(`let ${amount} = ${scaled.code}, ${by} = -1;`);
        const name = { ...scaled, code: amount };
        return { ...grant, asked: withPer(grant.asked, per), amount: name, limitedBy: by };
    });
    for (const [index, limit] of limits) {
        const { moved, used } = usedOf(sheet, `${giver.name}/${index}`, limit.period);
        code.line('{', ...moved(look), 'let over = false;');
        if (look.event === 'purchase') code.line(...usedNoted(sheet, giver.name, index, used));
        const text = sheet.text(limit.text);
        if (limit.of === 'points') {
            if (limit.unit !== undefined && limit.unit !== first.points) refuse(`'${limit.text}' is not compiled`);
            code.line(`let rest = ${withPer(leftOf(limit, used, 10 ** decimals), per).code};`);
            for (const { amount, limitedBy } of clipped)
                code.line(
                    `if (${amount.code} > rest) { ${amount.code} = rest; ${limitedBy} = ${text}; over = true; }`,
                    `rest -= ${amount.code};`,
                );
        } else {
            if (limit.of !== 'times') refuse(`'${limit.text}' is not compiled`);
            code.line(`const left = ${leftOf(limit, used, 1).code};`);
            for (const { amount, limitedBy } of clipped)
                code.line(
                    `if (${amount.code} > 0 && left < 1) { ${amount.code} = 0; ${limitedBy} = ${text}; over = true; }`,
                );
        }
        if (limit.excess === 'reject')
            code.line(`if (over) ${clipped.map(({ amount }) => `${amount.code} = `).join('')}0;`);
        code.line('}');
    }
    return clipped;
}
