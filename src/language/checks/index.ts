import * as announcements from './announcements.ts';
import * as budgets from './budgets.ts';
import * as contracts from './contracts.ts';
import * as data from './data.ts';
import type { Check } from './define.ts';
import * as ignored from './ignored.ts';
import * as literals from './literals.ts';
import * as migrations from './migrations.ts';
import * as names from './names.ts';
import * as pools from './pools.ts';
import * as program from './program.ts';
import * as rankings from './rankings.ts';
import * as rebates from './rebates.ts';
import * as rules from './rules.ts';
import * as syntax from './syntax.ts';
import * as types from './types.ts';
import * as wallets from './wallets.ts';

/** Every diagnostic of the language, in the order of its categories. */
export const entries: readonly Omit<Check<readonly unknown[]>, 'message'>[] = [
    syntax,
    names,
    literals,
    types,
    program,
    pools,
    wallets,
    rankings,
    rules,
    announcements,
    budgets,
    contracts,
    rebates,
    migrations,
    data,
    ignored,
].flatMap(category => Object.values(category));
