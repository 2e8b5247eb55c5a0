/// Why something in a run failed.
struct RunError: Sendable, Equatable {
    let error: String
    let cause: String?
}
