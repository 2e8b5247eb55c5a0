import MeshCore

/// Calls an operation of the Step Functions API from within, as a client would.
protocol OperationCalling: Sendable {
    /// - Parameters:
    ///   - operation: Its name, beginning with an upper-case letter.
    ///   - input: Its members.
    /// - Throws: ``OrchestratorError``; `AWSError`.
    func call(_ operation: String, _ input: JSONObject) async throws -> JSONValue
}
