import MeshCore
import MeshRuntime

/// What may be set for payments, and why each limit is what it is.
struct PaymentConfiguration: Sendable {
    /// The most that one order may cost on account, in minor units, by currency.
    let invoiceLimits: [Currency: Int64]
    let stripeURL: String
    let stripeReceipts: Bool
    let stripeTimeLimit: Duration
    private let stripeKey: String?
    private let stripeKeyFile: String?
    private let webhookSecrets: [String]
    private let webhookSecretsFile: String?

    // Ten thousand of each: what a shop lends to somebody it knows only by an address.
    private static let invoiceLimitsKey = ConfigurationKey(
        "payments.invoice.limits", form: "pairs of a currency and minor units (EUR=50000), separated by commas",
        default: limits("EUR=1000000,USD=1000000,GBP=1000000") ?? [:],
        standardText: "EUR=1000000,USD=1000000,GBP=1000000",
        "The most that one order may cost on account, by currency; in others, nothing is sold on account.",
        read: limits)
    private static let stripeURLKey = ConfigurationKey(
        "payments.stripe.url", form: "an address of http or https", default: "https://api.stripe.com",
        standardText: "https://api.stripe.com", "The root of Stripe's API, or of a server that answers as it does.",
        read: url)
    private static let stripeKeyKey = ConfigurationKey.optionalString(
        "payments.stripe.key",
        "The secret key of the account at Stripe; in the environment rather than in a flag, which others can see.")
    private static let stripeKeyFileKey = ConfigurationKey.optionalString(
        "payments.stripe.keyFile", "A file whose first line is the secret key.")
    private static let webhookSecretsKey = ConfigurationKey.list(
        "payments.stripe.webhookSecrets", "With which Stripe signs webhooks: two while one is being replaced.")
    private static let webhookSecretsFileKey = ConfigurationKey.optionalString(
        "payments.stripe.webhookSecretsFile", "A file with more of them, one a line.")
    private static let stripeReceiptsKey = ConfigurationKey.flag(
        "payments.stripe.receipts", default: false, "Whether Stripe writes to buyers too when it takes their money.")
    // Stripe answers within two seconds but for its worst days, and a buyer does not wait for longer than this.
    private static let stripeTimeLimitKey = ConfigurationKey.duration(
        "payments.stripe.timeLimit", in: .milliseconds(100)...(.seconds(60)), default: .seconds(10),
        "How long a call of Stripe may take with all its tries.")

    static let keys: [any AnyConfigurationKey] = [
        invoiceLimitsKey, stripeURLKey, stripeKeyKey, stripeKeyFileKey, webhookSecretsKey, webhookSecretsFileKey,
        stripeReceiptsKey, stripeTimeLimitKey,
    ]

    init(_ values: ConfigurationValues) {
        invoiceLimits = values[Self.invoiceLimitsKey]
        stripeURL = values[Self.stripeURLKey]
        stripeReceipts = values[Self.stripeReceiptsKey]
        stripeTimeLimit = values[Self.stripeTimeLimitKey]
        stripeKey = values[Self.stripeKeyKey]
        stripeKeyFile = values[Self.stripeKeyFileKey]
        webhookSecrets = values[Self.webhookSecretsKey]
        webhookSecretsFile = values[Self.webhookSecretsFileKey]
    }

    /// Reads the secrets that are in files.
    ///
    /// - Throws: `StripeSecrets.Unreadable`.
    func secrets() throws(StripeSecrets.Unreadable) -> StripeSecrets {
        try StripeSecrets(
            key: stripeKey, keyFile: stripeKeyFile, webhook: webhookSecrets, webhookFile: webhookSecretsFile)
    }

    /// How Stripe is called with a key.
    func stripe(_ key: StripeKey) -> StripeSettings {
        var settings = StripeSettings(url: stripeURL, key: key)
        settings.receipts = stripeReceipts ? .everyPayment : .none
        settings.callLimit = stripeTimeLimit
        return settings
    }

    private static func limits(_ text: String) -> [Currency: Int64]? {
        var limits: [Currency: Int64] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=")
            guard parts.count == 2, let currency = Currency(String(parts[0])), let amount = Int64(parts[1]),
                amount > 0, limits.updateValue(amount, forKey: currency) == nil
            else { return nil }
        }
        return limits
    }

    private static func url(_ text: String) -> String? {
        guard text.wholeMatch(of: #/https?://[^\s/?#@]+(/[^\s?#]*)?/#) != nil else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
