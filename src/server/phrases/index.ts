import { ofContracts } from './contracts.ts';
import { declarations } from './declarations.ts';
import { inExpressions } from './expressions.ts';
import { ofJourneys } from './journeys.ts';
import { ofMigrations } from './migrations.ts';
import type { Phrase } from './phrase.ts';
import { ofPoints } from './points.ts';
import { ofPrices } from './prices.ts';
import { ofProgram } from './program.ts';
import { ofPromises } from './promises.ts';
import { ofRebates } from './rebates.ts';
import { ofRules } from './rules.ts';
import { ofSharing, ofTransfers } from './sharing.ts';
import { ofTests } from './tests.ts';
import { ofTiers } from './tiers.ts';
import { ofTriggers } from './triggers.ts';
import { ofWallets } from './wallets.ts';

/** By the type of the node in the tree. */
export const phrases: Readonly<Record<string, Phrase | undefined>> = {
    ...declarations,
    ...ofProgram,
    ...ofPoints,
    ...ofSharing,
    ...ofTransfers,
    ...ofWallets,
    ...ofTiers,
    ...ofRules,
    ...ofPrices,
    ...ofContracts,
    ...ofRebates,
    ...ofPromises,
    ...ofMigrations,
    ...ofTriggers,
    ...ofJourneys,
    ...ofTests,
    ...inExpressions,
};

/** Clauses that have a default, by the declaration that they belong to. */
export const defaultsOf: Readonly<Record<string, readonly string[] | undefined>> = {
    Program: Object.keys(ofProgram),
    Points: [...Object.keys(ofPoints), 'PoolClause', 'TransferClause'],
    TransferClause: Object.keys(ofTransfers),
    Wallet: Object.keys(ofWallets),
    Ladder: Object.keys(ofTiers).filter(name => name !== 'Tier'),
};
