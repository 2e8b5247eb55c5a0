import MeshCore
import MeshRuntime
import StatesLanguage

/// Aliases of state machines.
struct AliasOperations: OperationGroup {
    let store: OrchestratorStore
    let pages: PageTokens

    private var scope: ARNScope { store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        [
            "CreateStateMachineAlias": create, "UpdateStateMachineAlias": update, "DescribeStateMachineAlias": describe,
            "DeleteStateMachineAlias": delete, "ListStateMachineAliases": list,
        ]
    }

    private func create(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let name = try members.requiredString("name", length: 1...80)
        let description = try members.string("description", length: 0...256)
        let routing = try members.array("routingConfiguration", count: 1...2)
        if routing == nil { members.violate("routingConfiguration", "Member must not be null") }
        try members.check()
        guard AliasName(name) != nil else {
            members.violate(
                "name", "Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$")
            try members.check()
            return [:]
        }
        let (machine, routes) = try self.routes(routing ?? [])
        let alias = try await store.createAlias(name, of: machine, description: description, routes: routes)
        return [
            "stateMachineAliasArn": .string(scope.text(.alias(machine: machine, name: name))),
            "creationDate": .epochSeconds(alias.createdAt),
        ]
    }

    private func update(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineAliasArn", length: 256)
        let description = try members.string("description", length: 0...256)
        let routing = try members.array("routingConfiguration", count: 1...2)
        try members.check()
        guard let (machine, name) = try scope.alias(arn) else { throw OrchestratorError.resourceNotFound(arn: arn) }
        guard description != nil || routing != nil else {
            throw OrchestratorError.validation("Either a description or a routing configuration must be specified.")
        }
        let routes = try routing.map(self.routes)
        guard routes.map({ $0.machine == machine }) ?? true else {
            throw OrchestratorError.validation("Routing configuration must use versions of the alias's state machine.")
        }
        let alias = try await store.updateAlias(name, of: machine, description: description, routes: routes?.routes)
        return ["updateDate": .epochSeconds(alias.updatedAt)]
    }

    private func routes(_ routing: [JSONValue]) throws -> (machine: String, routes: [AliasRoute]) {
        var machines: Set<String> = []
        let routes = try routing.map { element in
            var members = AWSMembers(element.objectValue ?? [:])
            let arn = try members.requiredString("stateMachineVersionArn", length: 1...256)
            let weight = try members.integer("weight", in: 0...100)
            if weight == nil { members.violate("weight", "Member must not be null") }
            try members.check()
            guard let (machine, number) = try scope.version(arn) else {
                throw OrchestratorError.resourceNotFound(arn: arn)
            }
            machines.insert(machine)
            return AliasRoute(version: number, weight: Int64(weight ?? 0))
        }
        guard let machine = machines.first, machines.count == 1, Set(routes.map(\.version)).count == routes.count else {
            throw OrchestratorError.validation(
                "Routing configuration must contain distinct versions of one state machine.")
        }
        guard routes.reduce(0, { $0 + $1.weight }) == 100 else {
            throw OrchestratorError.validation("Sum of routing configuration weights must equal 100.")
        }
        return (machine, routes)
    }

    private func describe(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineAliasArn", length: 256)
        guard let (machineName, name) = try scope.alias(arn), let machine = try store.stateMachine(machineName),
            let alias = try store.alias(name, of: machine.number)
        else { throw OrchestratorError.resourceNotFound(arn: arn) }
        var answer: JSONObject = [
            "stateMachineAliasArn": .string(arn), "name": .string(name),
            "routingConfiguration": .array(
                alias.routes.map { route in
                    [
                        "stateMachineVersionArn": .string(
                            scope.text(.version(machine: machineName, number: route.version))),
                        "weight": .int(route.weight),
                    ]
                }),
            "creationDate": .epochSeconds(alias.createdAt), "updateDate": .epochSeconds(alias.updatedAt),
        ]
        answer["description"] = alias.description.map(JSONValue.string)
        return .object(answer)
    }

    private func delete(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineAliasArn", length: 256)
        guard let (machine, name) = try scope.alias(arn) else { throw OrchestratorError.resourceNotFound(arn: arn) }
        try await store.deleteAlias(name, of: machine)
        return [:]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn", length: 256)
        let scopeName = "ListStateMachineAliases \(arn)"
        let page = try pages.page(&members, of: String.self, scope: scopeName)
        let name: String
        var number: Int64?
        switch try scope.resource(of: arn) {
        case .stateMachine(let machine)?: name = machine
        case .version(let machine, let version)?: (name, number) = (machine, version)
        case .alias?, .execution?, .express?, .mapRun?, .activity?, nil:
            throw OrchestratorError.invalidARN("Resource type not valid in this context: \(arn)")
        }
        guard let machine = try store.stateMachine(name) else {
            throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
        }
        let aliases = try store.aliases(of: machine.number).filter { alias in
            alias.name > page.position ?? ""
                && (number.map { wanted in alias.routes.contains { $0.version == wanted } } ?? true)
        }
        return try pages.answer("stateMachineAliases", aliases, page, scope: scopeName, position: \.name) { alias in
            [
                "stateMachineAliasArn": .string(scope.text(.alias(machine: name, name: alias.name))),
                "creationDate": .epochSeconds(alias.createdAt),
            ]
        }
    }
}
