import MeshCore

/// How far one visitor has come in a funnel.
///
/// For each step it keeps the latest first step from which a chain of steps has come there: of all chains, that one has
/// the most time left. An event serves as one step of a chain, so steps that are alike need as many events.
struct FunnelProgress {
    private let window: Duration
    private let order: FunnelDefinition.Order
    /// For each step, when the latest chain to it began.
    private var starts: [Timestamp?]
    /// How many steps were taken at most.
    private(set) var reached = 0

    init(_ definition: FunnelDefinition) {
        window = definition.window
        order = definition.order
        starts = Array(repeating: nil, count: definition.steps.count)
    }

    /// Takes the visitor's next event.
    ///
    /// - Parameter isStep: Whether it can be a step, by the step's position.
    mutating func take(at time: Timestamp, _ isStep: (Int) -> Bool) {
        for step in starts.indices.reversed() {
            let before = step == 0 ? time : starts[step - 1]
            if let before, before.duration(to: time) <= window, isStep(step) {
                starts[step] = before
                reached = max(reached, step + 1)
            } else if order == .strict {
                starts[step] = nil
            }
        }
    }
}
