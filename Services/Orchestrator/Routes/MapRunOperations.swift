import MeshCore
import MeshRuntime

/// Runs of distributed maps.
struct MapRunOperations: OperationGroup {
    let engine: WorkflowEngine
    let pages: PageTokens

    private var store: OrchestratorStore { engine.store }
    private var scope: ARNScope { engine.store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        ["DescribeMapRun": describe, "ListMapRuns": list, "UpdateMapRun": update]
    }

    private func found(_ arn: String) throws -> MapRunRecord {
        guard let (machine, label, id) = try scope.mapRun(arn),
            let mapRun = try store.mapRun(id, label: label, ofMachine: machine)
        else { throw OrchestratorError.resourceNotFound(arn: arn) }
        return mapRun
    }

    private func describe(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("mapRunArn")
        let mapRun = try found(arn)
        guard let parent = try store.execution(mapRun.execution) else {
            throw OrchestratorError.resourceNotFound(arn: arn)
        }
        let progress = mapRun.progress
        var answer: JSONObject = [
            "mapRunArn": .string(arn), "executionArn": .string(scope.text(parent.resource)),
            "status": .string(mapRun.status.text), "startDate": .epochSeconds(mapRun.startedAt),
            "maxConcurrency": .int(progress.maxConcurrency),
            "toleratedFailurePercentage": .double(progress.toleratedPercentage ?? 0),
            "toleratedFailureCount": .int(progress.toleratedCount ?? 0),
            "itemCounts": counts(mapRun, \.items), "executionCounts": counts(mapRun, \.executions),
            "redriveCount": .int(progress.redriveCount),
        ]
        answer["stopDate"] = mapRun.stoppedAt.map(JSONValue.epochSeconds)
        answer["redriveDate"] = mapRun.redrivenAt.map(JSONValue.epochSeconds)
        return .object(answer)
    }

    private func counts(_ mapRun: MapRunRecord, _ count: (MapRunProgress.Tally) -> Int64) -> JSONValue {
        let progress = mapRun.progress
        return [
            "pending": .int(mapRun.status.isOpen ? count(progress.pending) : 0),
            "running": .int(count(progress.running)),
            "succeeded": .int(count(progress.succeeded)), "failed": .int(count(progress.failed)),
            "timedOut": .int(count(progress.timedOut)), "aborted": .int(count(progress.aborted)),
            "total": .int(count(progress.total)),
            "resultsWritten": .int(mapRun.status == .succeeded ? count(progress.ended) : 0),
            "failuresNotRedrivable": 0, "pendingRedrive": 0,
        ]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn", length: 256)
        let scopeName = "ListMapRuns \(arn)"
        let page = try pages.page(&members, of: Int64.self, scope: scopeName)
        guard let (machine, label, name) = try scope.execution(arn),
            let record = try store.execution(name, label: label, ofMachine: machine)
        else { throw OrchestratorError.executionDoesNotExist(arn: arn) }
        let mapRuns = try await store.mapRuns(of: record.number, after: page.position ?? 0, limit: page.limit + 1)
        return try pages.answer("mapRuns", mapRuns, page, scope: scopeName, position: \.number) { mapRun in
            var entry: JSONObject = [
                "executionArn": .string(arn), "mapRunArn": .string(scope.text(mapRun.resource)),
                "stateMachineArn": .string(scope.text(.stateMachine(machine))),
                "startDate": .epochSeconds(mapRun.startedAt),
            ]
            entry["stopDate"] = mapRun.stoppedAt.map(JSONValue.epochSeconds)
            return .object(entry)
        }
    }

    private func update(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("mapRunArn")
        let concurrency = try members.integer("maxConcurrency", in: 0...1_000_000)
        let count = try members.integer("toleratedFailureCount", in: 0...Int.max)
        try members.check()
        let percentage = members["toleratedFailurePercentage"]?.doubleValue
        guard percentage.map({ (0...100).contains($0) }) ?? true else {
            throw OrchestratorError.validation("toleratedFailurePercentage must be from 0 to 100")
        }
        let mapRun = try found(arn)
        guard mapRun.status.isOpen else {
            throw OrchestratorError.validation("Map Run is not running: '\(arn)'")
        }
        try await engine.change(
            mapRun, maxConcurrency: concurrency.map(Int64.init), toleratedCount: count.map(Int64.init),
            toleratedPercentage: percentage)
        return [:]
    }
}
