/// The limits of checkouts, each with its reason.
struct CheckoutSettings: Sendable {
    /// How long goods are held before they are claimed: long enough for a buyer who has to find their bank's app.
    var hold: Duration = .seconds(900)
    /// How long a checkout goes forward without an order: well within the hold, so that a claim finds the goods held.
    var patience: Duration = .seconds(600)
    /// How long a checkout whose process has stopped is left alone. A process that has died is noticed at once.
    var lease: Duration = .seconds(5)
    /// How long a checkout that the workflow has laid aside waits for it, before orders takes it up: longer than the
    /// longest pause between the workflow's tries.
    var standby: Duration = .seconds(60)
    /// How long a request waits for its outcome before it is told to come back, when it has no deadline of its own.
    var answerLimit: Duration = .seconds(10)
    /// What is left of a request's own deadline for the answer to travel.
    var answerMargin: Duration = .milliseconds(250)
    /// How long a call to the catalog may take; it is repeated, so a hang costs only this.
    var callLimit: Duration = .seconds(5)
    /// Checkouts that one instance carries at a time: each is a task and a few kilobytes.
    var carried = 1024
    /// How often a step is tried before the checkout is laid aside for a while.
    var tries = 3
    /// The bounds of the pauses between tries, and after them; they are drawn at random below it.
    var firstPause: Duration = .milliseconds(50)
    var longestPause: Duration = .seconds(60)
    /// How often a provider is asked whether the buyer has agreed, when no webhook tells it.
    var buyerPoll: Duration = .seconds(3)
    /// How often checkouts are looked for that nobody carries.
    var lookout: Duration = .seconds(1)
    /// When a payment that was undone before its provider had heard of it is undone once more: long after every call that
    /// may have been on its way.
    var secondLook: Duration = .seconds(900)
    /// Payments that are looked at so in a row.
    var looked = 16
    /// Vain tries after which somebody should look at it: with the pauses above, some five minutes.
    var stuckAfter: Int64 = 8
    /// How long a checkout that has ended is known by its key: as long as other idempotency keys are.
    var retention: Duration = .seconds(24 * 3600)
    /// How long it is known of a checkout that it was an attempt to pay, and what came of it: half a year shows what is usual.
    var attemptRetention: Duration = .seconds(180 * 24 * 3600)
    /// How many are forgotten at a time, so that no other write waits long.
    var forgotten = 500

    init() {}
}
