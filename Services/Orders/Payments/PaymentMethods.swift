/// The ways of paying that this shop offers, by the names that a checkout calls them by.
struct PaymentMethods: Sendable {
    private let providers: [String: any PaymentProvider]

    init(_ providers: [String: any PaymentProvider]) {
        self.providers = providers
    }

    /// Their names (`invoice`, `stripe`), sorted.
    var names: [String] { providers.keys.sorted() }

    /// Who moves the money of a way of paying; nil when the shop does not offer it.
    subscript(_ name: String) -> (any PaymentProvider)? { providers[name] }
}
