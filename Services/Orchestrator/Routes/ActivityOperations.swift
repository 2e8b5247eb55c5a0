import MeshCore
import MeshRuntime

/// Activities, and the polling of their workers.
struct ActivityOperations: OperationGroup {
    /// How long a worker waits for a task, as at AWS.
    private static let pollTime: Duration = .seconds(60)

    let engine: WorkflowEngine
    let pages: PageTokens

    private var store: OrchestratorStore { engine.store }
    private var scope: ARNScope { engine.store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        [
            "CreateActivity": create, "DescribeActivity": describe, "DeleteActivity": delete, "ListActivities": list,
            "GetActivityTask": poll,
        ]
    }

    private func create(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let name = try members.requiredString("name")
        let tags = try members.tags()
        try members.check()
        try NameRule.check(name)
        return json(try await store.createActivity(name, tags: tags), names: false)
    }

    private func json(_ activity: Activity, names: Bool) -> JSONValue {
        var answer: JSONObject = ["activityArn": .string(scope.text(.activity(activity.name)))]
        if names { answer["name"] = .string(activity.name) }
        answer["creationDate"] = .epochSeconds(activity.createdAt)
        return .object(answer)
    }

    private func found(_ arn: String) throws -> Activity {
        guard let name = try scope.activity(arn), let activity = try store.activity(name) else {
            throw OrchestratorError.activityDoesNotExist(arn: arn)
        }
        return activity
    }

    private func describe(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        return json(try found(try members.arn("activityArn", length: 256)), names: true)
    }

    private func delete(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        if let name = try scope.activity(try members.arn("activityArn", length: 256)) {
            try await store.deleteActivity(name)
        }
        return [:]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let page = try pages.page(&members, of: String.self, scope: "ListActivities")
        let activities = try await store.activities(after: page.position ?? "", limit: page.limit + 1)
        return try pages.answer("activities", activities, page, scope: "ListActivities", position: \.name) {
            json($0, names: true)
        }
    }

    private func poll(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("activityArn", length: 256)
        let worker = try members.string("workerName", length: 1...80)
        try members.check()
        let activity = try found(arn)
        guard let task = try await engine.poll(activity.number, worker: worker, atMost: Self.pollTime) else {
            return [:]
        }
        return ["taskToken": .string(task.token), "input": .string(task.input)]
    }
}
