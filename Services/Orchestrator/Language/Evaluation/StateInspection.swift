import MeshCore

/// What became of the data on its way through a state, as TestState shows it.
struct StateInspection {
    /// By the names that the API gives the steps: `afterInputPath`, `afterParameters`, `result` …
    var steps = JSONObject()
}
