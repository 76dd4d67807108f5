import { describe, expect, it } from 'vitest';
import { Lockstep } from '../../../src/simulate/compare/lockstep.ts';
import type { MemberEvents, Source } from '../../../src/simulate/source.ts';
import { arraySource } from '../support/histories.ts';

const COUNT = 200;

/** A history that says how often it is read, and how many members are read of it. */
function counted(): { readonly source: Source; readonly reads: { passes: number; members: number } } {
    const reads = { passes: 0, members: 0 };
    const empty = arraySource([]);
    return {
        reads,
        source: {
            ...empty,
            async *members() {
                reads.passes++;
                for (let index = 0; index < COUNT; index++) {
                    reads.members++;
                    const member = { id: String(index), joined: undefined, referrer: undefined, fields: new Map() };
                    yield { member, occurrences: [] };
                }
            },
        },
    };
}

async function idsOf(members: AsyncIterable<MemberEvents>, after?: () => Promise<void>): Promise<string[]> {
    const ids: string[] = [];
    for await (const { member } of members) {
        ids.push(member.id);
        await after?.();
    }
    return ids;
}

const everyone = Array.from({ length: COUNT }, (_, index) => String(index));

describe('several readers of one history', () => {
    it('read it once, however fast each of them is', async () => {
        const { source, reads } = counted();
        const lockstep = new Lockstep(source, 3);
        const slow = () => new Promise<void>(resolve => setImmediate(resolve));
        const found = await Promise.all(
            [undefined, slow, undefined].map((pace, reader) =>
                idsOf(lockstep.sourceFor(reader).members(), pace).finally(() => lockstep.finish(reader)),
            ),
        );
        expect(found).toEqual([everyone, everyone, everyone]);
        expect(reads).toEqual({ passes: 1, members: COUNT });
    });

    it('never wait for one that has ended', async () => {
        const lockstep = new Lockstep(counted().source, 2);
        const first = idsOf(lockstep.sourceFor(0).members());
        lockstep.finish(1);
        expect(await first).toEqual(everyone);
    });

    it('never wait for one that does not read at all, or reads more often', async () => {
        const { source, reads } = counted();
        const lockstep = new Lockstep(source, 2);
        const twice = async () => {
            const mine = lockstep.sourceFor(0);
            const found = [await idsOf(mine.members()), await idsOf(mine.members())];
            lockstep.finish(0);
            return found;
        };
        const once = async () => {
            const found = await idsOf(lockstep.sourceFor(1).members());
            lockstep.finish(1);
            return found;
        };
        expect(await Promise.all([twice(), once()])).toEqual([[everyone, everyone], everyone]);
        expect(reads.passes).toBe(2);
    });

    it('go on where one stops in the middle', async () => {
        const lockstep = new Lockstep(counted().source, 2);
        const some = async () => {
            for await (const { member } of lockstep.sourceFor(0).members()) if (member.id === '7') break;
            lockstep.finish(0);
        };
        const [, all] = await Promise.all([some(), idsOf(lockstep.sourceFor(1).members())]);
        expect(all).toEqual(everyone);
    });

    it('wait for each other even where one reads something else first', async () => {
        const lockstep = new Lockstep(counted().source, 2);
        const other = async () => {
            const mine = lockstep.sourceFor(1);
            for await (const each of mine.timeOrder()) expect(each).toBeUndefined();
            const found = await idsOf(mine.members());
            lockstep.finish(1);
            return found;
        };
        const first = idsOf(lockstep.sourceFor(0).members()).finally(() => lockstep.finish(0));
        expect(await Promise.all([first, other()])).toEqual([everyone, everyone]);
    });

    it('all hear of what went wrong', async () => {
        const failing: Source = {
            ...arraySource([]),
            // biome-ignore lint/correctness/useYield: a history that can't be read
            async *members() {
                throw new Error('the disk is gone');
            },
        };
        const lockstep = new Lockstep(failing, 2);
        const found = await Promise.allSettled([0, 1].map(reader => idsOf(lockstep.sourceFor(reader).members())));
        expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    });
});
