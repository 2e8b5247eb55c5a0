import MeshRuntime

/// What may be set about the catalog.
enum CatalogKeys {
    private static let pause = ConfigurationKey.duration(
        "catalog.pause", in: .milliseconds(10)...(.seconds(3600)), default: .seconds(1),
        "The pause between two looks at what has changed; at stock, ten times as long as the last look took if that is more."
    )
    private static let sweep = ConfigurationKey.duration(
        "catalog.sweep", in: .milliseconds(10)...(.seconds(86_400)), default: .seconds(60),
        "The pause between two looks at all products, for what was removed; twenty times the last look if that is more."
    )
    private static let stock = ConfigurationKey.flag(
        "catalog.stock", default: true, "Whether what is sold out is not recommended.")

    static let all: [any AnyConfigurationKey] = [pause, sweep, stock]

    static func settings(_ values: ConfigurationValues, _ counting: CountingSettings) -> CatalogSettings {
        CatalogSettings(
            pause: values[pause], sweepPause: values[sweep], needsStock: values[stock], itemLimit: counting.itemLimit)
    }
}
