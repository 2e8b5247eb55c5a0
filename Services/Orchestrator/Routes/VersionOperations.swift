import MeshCore
import MeshRuntime

/// Versions of state machines.
struct VersionOperations: OperationGroup {
    let store: OrchestratorStore
    let pages: PageTokens

    private var scope: ARNScope { store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        [
            "PublishStateMachineVersion": publish, "DeleteStateMachineVersion": delete,
            "ListStateMachineVersions": list,
        ]
    }

    private func publish(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn", length: 256)
        let revisionID = try members.string("revisionId")
        let description = try members.string("description", length: 0...256)
        try members.check()
        guard let name = try scope.stateMachine(arn) else { throw OrchestratorError.stateMachineDoesNotExist(arn: arn) }
        let version = try await store.publish(name, revisionID: revisionID, description: description)
        return [
            "creationDate": .epochSeconds(version.createdAt),
            "stateMachineVersionArn": .string(scope.text(.version(machine: name, number: version.number))),
        ]
    }

    private func delete(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineVersionArn")
        if let (machine, number) = try scope.version(arn) { try await store.deleteVersion(number, of: machine) }
        return [:]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn", length: 256)
        let scopeName = "ListStateMachineVersions \(arn)"
        let page = try pages.page(&members, of: Int64.self, scope: scopeName)
        guard let name = try scope.stateMachine(arn), let machine = try store.stateMachine(name) else {
            throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
        }
        let versions = try await store.versions(
            of: machine.number, before: page.position ?? .max, limit: page.limit + 1)
        return try pages.answer("stateMachineVersions", versions, page, scope: scopeName, position: \.number) {
            version in
            [
                "stateMachineVersionArn": .string(scope.text(.version(machine: name, number: version.number))),
                "creationDate": .epochSeconds(version.createdAt),
            ]
        }
    }
}
