/** Where the library stands among the documents of a workspace. */
export const LIBRARY_URI = 'loyalty:/library.loyalty';

/**
 * What every program knows without declaring it. A program adds its own fields to `member`, `item` and
 * the events by declaring them again.
 * `order`, `points_account`, `figures` and their like are no events: they say which fields stand behind the words
 * `order.`, `POINTS.` and the bare figures of a goal.
 */
export const LIBRARY_TEXT = `
member {
  joined   : date     "day of joining"
  years    : number   "complete years since joining"
  days     : number   "complete days since joining"
  age      : number   "complete years since member.birthday"
  referrer : text     "who referred the member"
  timezone : text     "the member's own time zone, such as Europe/Berlin"
}

item {
  sku        : text    "article number"
  quantity   : number  "how many"
  price      : money   "price of a unit before this program's prices"
  list_price : money   "price of a unit before anything"
  amount     : money   "quantity times price"
  net        : money   "what is paid for the line, without tax"
  paid       : money   "what is paid for the line"
  discount   : money   "what this program's prices take off the line"
  cost       : money   "what a unit costs us"
  tax        : percent "rate of tax"
  tax_in_price : text  "yes or no: whether its price contains tax, where it is not as the program says"
  gift_card  : text    "yes for stored value that is sold"
  wallet     : text    "the wallet that stored value is for, where there are several"
  holder     : text    "whose wallet it is for, where it is not the buyer's"
}

/** A member joins. Comes from member.joined where the data has no such event. */
event enrolment
/** A member buys. */
event purchase {
  net      : money  "paid for the goods after all discounts, without tax"
  paid     : money  "paid for the goods after all discounts"
  gross    : money  "the goods before this program's discounts"
  discount : money  "all discounts of this program"
  units    : number "units of all lines"
  lines    : number "lines of the order"
  shipping : money  "charged for shipping"
  shipping_tax : percent "rate of tax on shipping"
  gift_card : money "the part paid with a gift card"
  credit   : money  "the part paid with credit"
  taxes    : money  "tax on the goods: contained in what is paid, or on top of it"
  fees     : money  "other fees that are charged"
  tips     : money  "given on top"
  total    : money  "all that is to be paid: goods with tax, shipping, fees, tips"
  cash     : money  "the part paid in cash"
  card     : money  "the part paid with a card of a bank"
  code     : text   "codes of coupons, with commas between them"
}
/** Goods come back. */
event return {
  net   : money  "given back for the goods, without tax"
  paid  : money  "given back for the goods"
  units : number "units that came back"
}
/** A reward is had for points. */
event redemption
/** A reward is given back: its points return to the lots that they came from. */
event redemption_cancelled {
  redemption : text   "id of the redemption that is cancelled; the latest of the reward where it is not said"
  reward     : text   "the reward that is given back"
  times      : number "how many times; all of them where it is not said"
}
/** A member recommends us to somebody. */
event referral { friend : text "id of the member who was recommended to us" }
/** Somebody has recommended us to the member: the first who did so before the first purchase counts. */
event referred { referrer : text "id of the member who did" }
/** Somebody whom the member referred has bought for the first time. */
event friend_bought {
  friend : text   "id of the friend"
  net    : money  "paid for the goods after all discounts, without tax"
  paid   : money  "paid for the goods after all discounts"
  gross  : money  "the goods before this program's discounts"
  units  : number "units of all lines"
  days   : number "days since the friend joined"
}
/** Nothing of that first purchase is kept. */
event friend_returned { friend : text "id of the friend" }
event complaint
event complaint_closed closes complaint
/** A member answers a survey. */
event survey { score : number "from 0 to 10" }
/** A member joins a group, such as a household or a club, and leaves the one before. */
event group_joined {
  group : text "which group"
  field : text "the member's field that says so, where members have several"
}
/** A member leaves a group and is alone. */
event group_left { field : text "the member's field that says so, where members have several" }
/** A member gives points to another member. */
event points_sent {
  recipient : text   "who gets them"
  points    : text   "which points, where there are several kinds"
  amount    : number "how many"
}
/** A member pays money into a wallet. */
event topped_up {
  amount : money "how much"
  wallet : text  "which wallet, where there are several"
}
/** A tier is given by us: an invitation, a paid membership. */
event tier_given {
  tier  : text "the tier that is given"
  until : date "its last day; until then no review lowers it"
}

/** A member signs a contract of this name. */
event contract_signed { contract : text }
/** A contract ends before its term does. */
event contract_ended { contract : text }
/** An order is paid, or a part of it. */
event payment {
  order  : text  "the order that is paid"
  amount : money "what is paid; all of the order where it is not said"
}
/** What an account of the member holds at the end of a day; it holds until the next. */
event balance {
  account : text  "which account"
  kind    : text  "what kind of account, of product"
  amount  : money "what is on it"
}
/** From here on an article has another price: for everybody, not for one member. */
event price_change for everybody {
  sku    : text  "article number"
  price  : money "price of a unit"
  before : money "price of a unit until then"
}
/** A new product is for sale: for everybody. It has the fields of items that the program declares. */
event product_launch for everybody { sku : text "article number" }

/** What the member is to us. A program that declares its own ladder 'stage' means that. */
tiers stage {
  upgrade   immediately
  review    daily
  downgrade immediately

  tier suspect
  tier prospect when member.joined is known
  tier lapsed when orders over lifetime >= 1
  tier first_time when orders over last 12 months >= 1
  tier repeat when orders over last 12 months >= 1 and orders over lifetime >= 2
  tier advocate when orders over last 12 months >= 1 and orders over lifetime >= 2 and (
    count of referral over lifetime >= 1 or count of friend_bought over lifetime >= 1
    or count of survey over lifetime >= 1 and last of survey.score over lifetime >= 9)
}

/** Spent on goods, without tax, less returns. */
metric spend  { sum of purchase.net }
/** Purchases that were not returned whole. */
metric visits { count of purchase }
metric orders { count of purchase }
/** Units bought, less returns. */
metric units  { sum of item.quantity }

event order {
  total : money  "the goods as they stand when the phase begins"
  gross : money  "the goods before this program's prices"
  net   : money  "the same as total, without tax"
  with_tax : money "the same as total, with tax"
  units : number "units of all lines"
  lines : number "number of lines"
  shipping : money "charged for shipping"
  number : number "the member's how-manieth order this is"
}
event points_account {
  balance     : number "available, less debt"
  pending     : number "earned, not yet available"
  debt        : number "taken back and not there"
  expiring    : number "what expires next; in a trigger before expiry, what expires then"
  earned      : number "earned in the window"
  spent       : number "spent in the window"
  expired     : number "expired in the window"
  issued      : number "in goals: all that were issued"
  taken_back  : number "in goals: all that were taken back"
  breakage    : percent "in goals: of those whose life ended in the data, the share that expired unspent"
}
event given {
  total    : money "in invariants: points at their worth, discounts and credit of this occasion"
  worth    : money "in invariants: points earned on this occasion, at their worth"
  discount : money "in invariants: money off on this occasion"
  credit   : money "in invariants: money given as credit or paid out on this occasion"
}
event ladder_account {
  falls : number "steps down in the window"
  rises : number "steps up in the window"
}
event member_account {
  messages : number "messages that went out to the member in the window"
}
event wallet_account { balance : money "what is on it" }
event figures {
  cost      : money  "what the program costs"
  revenue   : money  "what members paid for goods, less returns"
  discounts : money
  liability : money  "worth of the points outstanding"
  members   : number
  expected_liability : money   "worth of the points outstanding that will be spent, by what became of those before them"
  active_members     : number  "members who bought"
  repurchase_rate    : percent "of the members who bought, those who bought at least twice"
  retention          : percent "of the members who bought in the first half, those who bought in the second"
  churn              : percent "of the members who bought in the first half, those who did not in the second"
  top_fifth          : percent "share of revenue from the fifth of the members who bought that spend most"
  referral_rate      : percent "members whom another one referred, of all members"
  nps                : number  "would recommend less would not, from -100 to 100, by survey.score"
  lifetime_value     : money   "revenue so far of a member who bought, on average"
  predicted_value    : money   "revenue expected of such a member in the next 365 days, by a model"
}
`;

/** The ladder of what members are to us. */
export const STAGES = 'stage';
export const PRICE_CHANGE = 'price_change';
/** Has the fields of items that the program declares. */
export const PRODUCT_LAUNCH = 'product_launch';
export const ORDER = 'order';
/** What one occasion gave the member; only invariants ask for it. */
export const GIVEN = 'given';
/** `Status.falls`: behind the name of a ladder. */
export const LADDER_ACCOUNT = 'ladder_account';
/** `member.messages`: behind `member`, besides the member's fields. */
export const MEMBER_ACCOUNT = 'member_account';
/** Fields that yield where an author declares one of that name. */
export const YIELDING: ReadonlySet<string> = new Set([
    'taxes',
    'fees',
    'tips',
    'total',
    'cash',
    'card',
    'wallet',
    'holder',
]);
export const WALLET_ACCOUNT = 'wallet_account';
export const POINTS_ACCOUNT = 'points_account';
export const FIGURES = 'figures';
/** Declared as events in the library for their fields only. */
export const PSEUDO_EVENTS: ReadonlySet<string> = new Set([
    ...[ORDER, POINTS_ACCOUNT, WALLET_ACCOUNT, FIGURES, GIVEN, LADDER_ACCOUNT, MEMBER_ACCOUNT],
]);
