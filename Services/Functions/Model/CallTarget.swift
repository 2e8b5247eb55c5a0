/// What a call reaches: the version, and the bounds under which it runs.
struct CallTarget: Sendable {
    let function: FunctionRecord
    let version: FunctionVersion
    /// Processes that are to be kept for it.
    let provisioned: Int
}
