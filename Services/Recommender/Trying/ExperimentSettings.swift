/// How outcomes of experiments are found.
struct ExperimentSettings: Sendable {
    /// How long an outcome waits for the exposure that it belongs to, which another instance may be writing.
    let patience: Duration
    /// How long exposures are kept; figures of units stay.
    let kept: Duration
}
