import MeshCore
import MeshRuntime
import StatesLanguage

/// Histories of executions.
struct HistoryOperations: OperationGroup {
    let store: OrchestratorStore
    let pages: PageTokens

    var handlers: [String: StepFunctionsHandlers.Handler] { ["GetExecutionHistory": history] }

    private func history(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn", length: 256)
        let isReversed = try members.boolean("reverseOrder") ?? false
        let hasData = try members.boolean("includeExecutionData") ?? true
        let scopeName = "GetExecutionHistory \(arn) \(isReversed)"
        let page = try pages.page(&members, of: Int64.self, scope: scopeName)
        guard let (machine, label, name) = try store.scope.execution(arn),
            let record = try store.execution(name, label: label, ofMachine: machine)
        else { throw OrchestratorError.executionDoesNotExist(arn: arn) }
        let start = page.position.map { isReversed ? $0 - 1 : $0 + 1 } ?? (isReversed ? .max : 1)
        let events = try await store.history(
            of: record.number, from: start, newestFirst: isReversed, limit: page.limit + 1)
        return try pages.answer("events", events, page, scope: scopeName, position: \.id) { json($0, hasData: hasData) }
    }

    private func json(_ event: RecordedEvent, hasData: Bool) -> JSONValue {
        var answer: JSONObject = [
            "timestamp": .epochSeconds(event.timestamp), "type": .string(event.type.rawValue), "id": .int(event.id),
            "previousEventId": .int(event.previousID),
        ]
        if var details = event.details {
            if !hasData { for name in ["input", "output", "parameters"] { details[name] = nil } }
            answer[event.type.detailsName] = .object(details)
        }
        return .object(answer)
    }
}
