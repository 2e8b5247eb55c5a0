import MeshCore
import MeshRuntime

/// What the world answers to tasks that wait for it, by their tokens.
struct TaskOperations: OperationGroup {
    let engine: WorkflowEngine

    var handlers: [String: StepFunctionsHandlers.Handler] {
        ["SendTaskSuccess": succeed, "SendTaskFailure": fail, "SendTaskHeartbeat": beat]
    }

    private func succeed(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let token = try members.requiredString("taskToken", length: 1...2048)
        let output = try members.requiredString("output", length: 0...262_144)
        try members.check()
        // Why it is no JSON helps nobody more than that it is none.
        guard (try? JSONValue(parsing: output, limits: JSONLimits(depth: 512))) != nil else {
            throw OrchestratorError.invalidOutput("Invalid Output: Output is not valid JSON")
        }
        try Self.checkForm(of: token)
        try await engine.answer(token) { .taskSucceeded($0, output: output) }
        return [:]
    }

    private func fail(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let token = try members.requiredString("taskToken", length: 1...2048)
        let error = try members.string("error", length: 0...256)
        let cause = try members.string("cause", length: 0...32_768)
        try members.check()
        try Self.checkForm(of: token)
        try await engine.answer(token) { .taskFailed($0, error: error, cause: cause) }
        return [:]
    }

    private func beat(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let token = try members.requiredString("taskToken", length: 1...2048)
        try members.check()
        try Self.checkForm(of: token)
        try await engine.answer(token) { .taskHeartbeat($0) }
        return [:]
    }

    /// Tells what was never a token of any execution from one whose task is over.
    private static func checkForm(of token: String) throws(OrchestratorError) {
        let isToken =
            token.utf8.count == 64
            && token.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isToken else { throw .invalidToken("Invalid token") }
    }
}
