import { expect, it } from 'vitest';
import { hashShare } from '../../../src/base/random.ts';
import { play } from '../support/play.ts';

const days = async (rules: string, history: string): Promise<string[]> => {
    const { outcomes } = await play(`program P { currency EUR  timezone "UTC"  channels email }\n${rules}`, history);
    const said = outcomes.flatMap(each =>
        each.kind === 'watch'
            ? [`${new Date(each.at).toISOString().slice(0, 10)} ${each.member} ${each.group} ${each.isBack}`]
            : [],
    );
    return said.toSorted();
};

it('watches through the end of the last day whether the member comes back', async () =>
    expect(
        await days(
            'trigger WinBack without purchase for 10 days { send "miss" by email  watch for 5 days }',
            `member ann
            member bob
            2026-03-01 ann: purchase 1 EUR
            2026-03-01 bob: purchase 1 EUR
            2026-03-16 23:59 ann: purchase 1 EUR
            2026-03-17 0:00 bob: purchase 1 EUR
            2026-03-20 expect ann gets WinBack`,
        ),
    ).toEqual(['2026-03-17 ann fired true', '2026-03-17 bob fired false']));

it('watches those who are held out alike', async () => {
    const who = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const out = who.find(each => hashShare(`P/WinBack/${each}`) < 500_000) ?? '';
    expect(
        await days(
            'trigger WinBack without purchase for 10 days { send "miss" by email  watch for 5 days  hold out 50% }',
            `member ${out}
            2026-03-01 ${out}: purchase 1 EUR
            2026-03-12 ${out}: purchase 1 EUR
            2026-03-20 expect ${out} not gets WinBack`,
        ),
    ).toEqual([`2026-03-17 ${out} held out true`]);
});
