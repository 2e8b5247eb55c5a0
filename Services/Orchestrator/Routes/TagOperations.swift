import MeshCore
import MeshRuntime

/// Tags of state machines and activities.
struct TagOperations: OperationGroup {
    let store: OrchestratorStore

    var handlers: [String: StepFunctionsHandlers.Handler] {
        ["TagResource": tag, "UntagResource": untag, "ListTagsForResource": list]
    }

    private func tag(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("resourceArn", length: 256)
        let tags = try members.tags()
        try await store.setTags(tags, of: try checked(arn))
        return [:]
    }

    private func untag(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("resourceArn", length: 256)
        let keys = try members.array("tagKeys") ?? []
        try await store.removeTags(keys.compactMap(\.stringValue), of: try checked(arn))
        return [:]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try checked(try members.arn("resourceArn", length: 256))
        let tags = try store.tags(of: arn).map { tag -> JSONValue in
            ["key": .string(tag.key), "value": .string(tag.value)]
        }
        return ["tags": .array(tags)]
    }

    /// - Throws: ``OrchestratorError/resourceNotFound(arn:)`` when nothing has the name.
    private func checked(_ arn: String) throws -> String {
        let isThere: Bool
        switch try store.scope.resource(of: arn) {
        case .stateMachine(let name)?: isThere = try store.stateMachine(name).map { !$0.isDeleting } ?? false
        case .activity(let name)?: isThere = try store.activity(name) != nil
        case .version?, .alias?, .execution?, .express?, .mapRun?:
            throw OrchestratorError.invalidARN(
                "Resource type not valid in this context: \(arn.split(separator: ":")[5])")
        case nil: isThere = false
        }
        guard isThere else { throw OrchestratorError.resourceNotFound(arn: arn) }
        return arn
    }
}
