/* Programs inside other software: load one, open members, feed events, ask. Runs where JavaScript runs; no `node:`. */

export type { Balance, Effects, MembersOptions, ResumeOptions, Upcoming } from './asked.ts';
export type {
    AnnouncementGiven,
    BasketGiven,
    EventGiven,
    Given,
    LineGiven,
    MemberGiven,
    PriceGiven,
    When,
} from './given.ts';
export { type Loaded, type LoadOptions, loadProgram } from './load.ts';
export type { Members } from './members.ts';
export { openMembers, resumeMembers } from './open.ts';
export type { Quote } from './quote.ts';
export type { Refused, Result } from './result.ts';
export type { SavedMember, SavedMembers, SavedProgram } from './saved.ts';
export type { Done, Happened, PointsMoved, PricedBasket, PricedLine } from './told.ts';
