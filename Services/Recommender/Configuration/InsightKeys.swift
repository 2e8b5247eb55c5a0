import MeshRuntime

/// What may be set about what is told of the shop.
enum InsightKeys {
    private static let kept = ConfigurationKey.integer(
        "insights.kept", in: 0...1000, default: 14,
        "Runs that can be asked for by their name, besides the one that is told.")
    private static let accepted = ConfigurationKey.number(
        "insights.prices.accept", in: 0...0.5, default: 0,
        "Suggested prices that change by no more than this share, and whose back-test beats the baseline, become price rules by themselves; 0 for none."
    )

    static let all: [any AnyConfigurationKey] = [kept, accepted]

    static func settings(_ values: ConfigurationValues) -> InsightSettings {
        InsightSettings(kept: values[kept], acceptedChange: values[accepted])
    }
}
