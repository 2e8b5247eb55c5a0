import MeshRuntime

/// What may be set about experiments.
enum ExperimentKeys {
    private static let patience = ConfigurationKey.duration(
        "experiments.patience", in: .milliseconds(1)...(.seconds(3600)), default: .seconds(2),
        "How long a click waits for the answer that it belongs to, which another instance may be writing.")
    // Some hundred bytes each, and four an item.
    private static let kept = ConfigurationKey.duration(
        "experiments.kept", in: .seconds(60)...(.seconds(3650 * 86_400)), default: .seconds(60 * 86_400),
        "How long it is kept what was shown to whom, by which other policies are judged; figures of experiments stay.")

    static let all: [any AnyConfigurationKey] = [patience, kept]

    static func settings(_ values: ConfigurationValues) -> ExperimentSettings {
        ExperimentSettings(patience: values[patience], kept: values[kept])
    }
}
