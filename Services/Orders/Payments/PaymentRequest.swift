import MeshCore

/// What is to be authorised. For one reference it is the same every time.
struct PaymentRequest: Hashable, Sendable {
    /// What the order costs; more than zero.
    var amount: Money
    /// Whatever stands for the buyer's means of payment at the provider (`pm_…`); nil where there is none, as on account.
    var methodToken: String?
    /// The order that is paid for.
    var order: String
    /// The purchase in a few words, for statements and for those who look at the provider's dashboard.
    var description: String
    /// The buyer's address.
    var email: String
}
