/** The program that `loyalty init` starts a project with: small, whole, in the one layout, and its tests pass. */
export const starterProgram = `/** What our members earn, reach and hear from us. Change a number, save, and run: loyalty test */
program Rewards "Our Rewards" {
  currency EUR
  timezone "Europe/Berlin"
  channels email, push
}

member {
  birthday : date
  city     : text
}

item {
  category : one of coffee, pastry, other
}

event purchase {
  channel : one of store, app, web
}

/** What members collect and spend. */
points Star {
  worth   0.02 EUR
  pending 14 days
  expire  after 12 months at end of month
}

tiers Status {
  qualify   by spend over last 12 months
  upgrade   immediately
  review    yearly on 1 January
  downgrade stepwise

  tier Friend
  tier Silver from 200 EUR
  tier Gold   from 600 EUR
}

earn Base on purchase {
  give 1 Star per 1 EUR
}

earn StatusBonus on purchase {
  give 25% of Base if Status is Silver
  give 50% of Base if Status is Gold
}

earn Welcome on enrolment {
  give 50 Star
}

combine Base, StatusBonus, Welcome: sum

reward MoneyOff {
  costs 100 Star
  give  2 EUR off
}

trigger WinBack without purchase for 90 days {
  when  spend over last 12 months >= 50 EUR
  offer 10% off next order within 14 days
  send  "we-miss-you" by email
  limit 1 time per member per rolling 180 days
}

goal "The program costs less than 4% of revenue" { cost / revenue <= 4% }

test "a Silver member earns a quarter more" {
  member ann { tier Silver }
  2026-03-02 ann: purchase 40 EUR
  expect ann earned 50 Star
}

test "the purchase that reaches Silver earns at the old rate" {
  member ann
  2026-03-02 ann: purchase 190 EUR
  2026-03-03 ann: purchase 20 EUR
  expect ann tier Silver
  expect ann earned 210 Star
}

test "a return takes its points back" {
  member ann
  2026-03-02 ann: purchase 40 EUR as A1
  2026-03-20 ann: return 10 EUR of A1
  expect ann balance 30 Star
}

test "silence is noticed" {
  member ann
  2026-03-02 ann: purchase 120 EUR
  2026-05-31 expect ann gets WinBack
}

/** Made by loyalty generate data. Put your own files in their place: see docs/language/dataset.md. */
dataset Sample "made-up members" {
  member from "data/members.csv" {
    id       = "member_id"
    birthday = "birthday"
    city     = "city"
    joined   = "joined"
  }
  purchase from "data/purchases.csv" {
    member   = "member_id"
    time     = "at"
    order    = "order_id"
    sku      = "sku"
    category = "category"
    quantity = "quantity"
    price    = "unit_price"
    cost     = "unit_cost"
    channel  = "channel"
  }
  return from "data/returns.csv" {
    member   = "member_id"
    time     = "at"
    order    = "order_id"
    sku      = "sku"
    quantity = "quantity"
  }
}
`;
