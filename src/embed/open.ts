import { createEngine, type Engine } from '../engine/engine.ts';
import { createShared } from '../engine/shared.ts';
import { readShared } from '../engine/snapshot.ts';
import type { Program } from '../model/program.ts';
import type { MembersOptions, ResumeOptions } from './asked.ts';
import { Reader } from './given.ts';
import { Members } from './members.ts';
import { type Result, refuse } from './result.ts';
import { identityOf, opened, type SavedMembers, unreadable } from './saved.ts';

/** Members to whom nothing has happened yet. */
export function openMembers(program: Program, options: MembersOptions): Result<{ readonly members: Members }> {
    const reader = new Reader(program);
    const begins = reader.instant(options.begins, `'begins'`);
    const engine = engineOf(program, options, reader);
    if (reader.problems.length > 0) return refuse(...reader.problems);
    return { ok: true, members: new Members(engine, createShared(program), begins, 0) };
}

/** Members as `save` wrote them down: from there on all is as if they had never stopped. */
export function resumeMembers(
    program: Program,
    saved: unknown,
    options: ResumeOptions = {},
): Result<{ readonly members: Members }> {
    const migrate = options.migrate === true;
    const state = opened<SavedMembers>(saved, 'loyalty/members/1', program, migrate);
    if ('ok' in state) return state;
    const reader = new Reader(program);
    const engine = engineOf(program, options, reader);
    if (reader.problems.length > 0) return refuse(...reader.problems);
    if (state.program.rules !== identityOf(program).rules && isEntangled(program))
        return refuse('Members who are compared, or who share balances, cannot be moved to another version.');
    try {
        const members = new Members(
            engine,
            createShared(program, readShared(state.shared)),
            state.begins,
            state.events,
        );
        const problems = members.take(state.members);
        return problems.length > 0 ? refuse(...problems) : { ok: true, members };
    } catch (error) {
        return unreadable(error);
    }
}

function engineOf(program: Program, options: Omit<MembersOptions, 'begins'>, reader: Reader): Engine {
    return createEngine(program, reader.prices(options.prices), reader.announcements(options.announcements));
}

const isEntangled = ({ points, rankings = [] }: Program): boolean =>
    rankings.length > 0 || points.some(({ pool }) => pool !== undefined);
