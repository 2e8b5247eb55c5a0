import MeshRuntime
import RecommenderModels

/// What may be set about signals.
enum SignalKeys {
    private static let topic = ConfigurationKey.string(
        "signals.topic", default: "collected", "The topic of collected events.")
    private static let wait = ConfigurationKey.duration(
        "signals.wait", in: .milliseconds(1)...(.seconds(30)), default: .seconds(20),
        "How long a reader of the log waits for what comes.")
    private static let sites = ConfigurationKey.list(
        "signals.sites", "Sites whose events count; all, when none is said.")
    private static let pages = ConfigurationKey.string(
        "signals.pages", default: "/products/",
        "What the path of a product's page begins with; its number or id follows. Looking at it counts as a view.")
    private static let views = weight("view", 1, "looking at an item")
    private static let searches = weight("search", 1, "choosing an item among what was found")
    private static let carts = weight("cart", 3, "putting an item into a cart")
    private static let purchases = weight("purchase", 5, "buying an item")
    private static let ratings = weight("rating", 4, "the best rating; the worst counts as much against it")
    private static let halfLife = ConfigurationKey.duration(
        "signals.halfLife", in: .seconds(60)...(.seconds(36_500 * 86_400)), default: .seconds(30 * 86_400),
        "After how long what somebody did counts half.")
    private static let items = ConfigurationKey.integer(
        "signals.items", in: 1...10_000, default: 200, "Items of a user that are remembered, the last ones.")
    private static let hidden = ConfigurationKey.list(
        "signals.hidden", default: ["purchase"],
        "After these (view, search, cart, purchase, rating) an item is never shown again to who did it; after others it comes last."
    )
    private static let recent = ConfigurationKey.duration(
        "trend.halfLife", in: .seconds(1)...(.seconds(365 * 86_400)), default: .seconds(86_400),
        "After how long what is recent counts half; what is trending lies above what the past foretells.")
    private static let past = ConfigurationKey.duration(
        "popularity.halfLife", in: .seconds(60)...(.seconds(36_500 * 86_400)), default: .seconds(30 * 86_400),
        "After how long what everybody did counts half, for what is popular.")
    // A model has some hundred bytes for each, and an answer's sheet nine.
    private static let known = ConfigurationKey.integer(
        "items.limit", in: 2...10_000_000, default: 1_000_000,
        "Items that are known; of what the catalog has not told of, half as many.")

    static let all: [any AnyConfigurationKey] = [
        topic, wait, sites, pages, views, searches, carts, purchases, ratings, halfLife, items, hidden, recent, past,
        known,
    ]

    static func rules(_ values: ConfigurationValues) throws -> SignalRules {
        var kinds: Set<SignalKind> = []
        for word in values[hidden] {
            guard let kind = SignalKind(rawValue: word) else {
                let words = SignalKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConfigurationError(["signals.hidden: of \(words) are expected, not \(word)"])
            }
            kinds.insert(kind)
        }
        return try SignalRules(
            weights: [
                .view: values[views], .search: values[searches], .cart: values[carts], .purchase: values[purchases],
                .rating: values[ratings],
            ], halfLife: values[halfLife], hidden: kinds, itemLimit: values[items])
    }

    static func counting(_ values: ConfigurationValues) -> CountingSettings {
        CountingSettings(
            recentHalfLife: values[recent], pastHalfLife: values[past], itemLimit: values[known],
            audiences: AudienceKeys.settings(values))
    }

    static func settings(_ values: ConfigurationValues, _ counting: CountingSettings) -> SignalSettings {
        SignalSettings(
            topic: values[topic], wait: values[wait],
            reader: SignalReader(sites: Set(values[sites]), pages: values[pages]), counting: counting)
    }

    private static func weight(_ kind: String, _ standard: Double, _ meaning: String) -> ConfigurationKey<Double> {
        .number("signals.weight.\(kind)", in: 0...1_000_000, default: standard, "What \(meaning) weighs.")
    }
}
