import MeshRuntime

/// What may be set about segments.
enum AudienceKeys {
    private static let limit = ConfigurationKey.integer(
        "segments.limit", in: 0...1000, default: 50, "Segments that are counted, those of which most is known.")
    // A row each, and twice as many in between; all are read for each new chart.
    private static let items = ConfigurationKey.integer(
        "segments.items", in: 1...10_000, default: 500, "Items that a segment remembers, those that it deals with most."
    )
    private static let evidence = ConfigurationKey.number(
        "segments.evidence", in: 0.1...1_000_000_000, default: 200,
        "What the signals of a segment have to weigh for its own counts to count as much as those of all.")
    private static let customers = ConfigurationKey.integer(
        "segments.customers", in: 1...1_000_000, default: 20,
        "A group of fewer customers is no segment: what is popular in it would tell what each of them does.")

    static let all: [any AnyConfigurationKey] = [limit, items, evidence, customers]

    static func settings(_ values: ConfigurationValues) -> AudienceSettings {
        AudienceSettings(
            limit: values[limit], itemLimit: values[items], evidence: values[evidence],
            leastCustomers: values[customers])
    }
}
