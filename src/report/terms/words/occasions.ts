import { spoken } from '../../../base/text.ts';

const EVENTS: Readonly<Record<string, readonly [each: string, first: string, when: string]>> = {
    purchase: ['with each purchase', 'with your first purchase', 'you make a purchase'],
    enrolment: ['when you join', 'when you join', 'you join'],
    return: ['with each return', 'with your first return', 'you return goods'],
    redemption: ['with each reward that you redeem', 'with your first reward', 'you redeem a reward'],
    referral: ['each time you recommend us', 'the first time you recommend us', 'you recommend us'],
    referred: [
        'when somebody has recommended us to you',
        'when somebody has recommended us to you',
        'somebody recommends us to you',
    ],
    friend_bought: [
        'with the first purchase of each friend whom you recommended us to',
        'with the first purchase of the first friend whom you recommended us to',
        'a friend whom you recommended us to buys for the first time',
    ],
    survey: ['with each survey that you answer', 'with the first survey that you answer', 'you answer a survey'],
    complaint: ['with each complaint', 'with your first complaint', 'you complain'],
    complaint_closed: [
        'when a complaint is settled',
        'when your first complaint is settled',
        'your complaint is settled',
    ],
    topped_up: ['each time you load money', 'the first time you load money', 'you load money'],
    contract_signed: ['when you sign a contract', 'when you sign your first contract', 'you sign a contract'],
    contract_ended: [
        'when a contract ends early',
        'when a contract first ends early',
        'a contract of yours ends early',
    ],
    tier_given: ['when we give you a tier', 'when we first give you a tier', 'we give you a tier'],
    group_joined: ['when you join a group', 'when you first join a group', 'you join a group'],
    group_left: ['when you leave a group', 'when you first leave a group', 'you leave a group'],
    payment: ['with each payment', 'with your first payment', 'you pay'],
    price_change: ['when a price changes', 'when a price first changes', 'the price of an article changes'],
    product_launch: [
        'when a new article is for sale',
        'when a new article is first for sale',
        'a new article is for sale',
    ],
};

/** `with each purchase`, `with your first stay`. */
export function onEvent(event: string, first: boolean): string {
    const known = EVENTS[event];
    if (known !== undefined) return known[first ? 1 : 0];
    return first ? `with your first ${spoken(event)}` : `with each ${spoken(event)}`;
}

/** A clause after `when`: `you make a purchase`. */
export const whenEvent = (event: string): string => EVENTS[event]?.[2] ?? `there is a ${spoken(event)} of yours`;

/** After `no` and `without`: `purchase`. */
export const noun = (event: string): string => spoken(event);
