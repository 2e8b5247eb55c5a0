/// How the log is read for signals.
struct SignalSettings: Sendable {
    let topic: String
    /// How long a reader waits for records.
    let wait: Duration
    let reader: SignalReader
    let counting: CountingSettings
}
