import MeshCore

/// Invokes functions of the mesh.
protocol FunctionInvoking: Sendable {
    /// Invokes a function, and waits for its answer.
    ///
    /// - Throws: `CancellationError`.
    func invoke(_ call: FunctionCall) async throws -> FunctionOutcome
}
