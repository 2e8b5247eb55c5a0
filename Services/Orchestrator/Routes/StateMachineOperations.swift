import MeshCore
import MeshRuntime

/// State machines: `CreateStateMachine` and what belongs to it.
struct StateMachineOperations: OperationGroup {
    let engine: WorkflowEngine
    let gate: DefinitionGate
    let pages: PageTokens

    private var store: OrchestratorStore { engine.store }
    private var scope: ARNScope { engine.store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        [
            "CreateStateMachine": create, "UpdateStateMachine": update, "DescribeStateMachine": describe,
            "DeleteStateMachine": delete, "ListStateMachines": list,
            "DescribeStateMachineForExecution": describeForExecution,
        ]
    }

    private func create(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let name = try members.requiredString("name")
        let definition = try members.requiredString("definition", length: 1...1_048_576)
        let role = try members.requiredString("roleArn", length: 1...256)
        let type = try members.choice("type", MachineType.self) ?? .standard
        let logging = try SettingsReader.logging(members)
        let tracing = try SettingsReader.tracing(members)
        let publish = try members.boolean("publish") ?? false
        let description = try members.string("versionDescription", length: 0...256)
        let tags = try members.tags()
        try members.check()
        try NameRule.check(name)
        try SettingsReader.check(roleARN: role)
        guard description == nil || publish else {
            throw OrchestratorError.validation("Version description can only be set when publish is true")
        }
        try gate.check(definition, type: type)
        let settings = MachineSettings(
            roleARN: role, logging: logging ?? MachineSettings.plainLogging,
            tracing: tracing ?? MachineSettings.plainTracing, encryption: members["encryptionConfiguration"])
        let (machine, version) = try await store.create(
            NewStateMachine(
                name: name, type: type, definition: definition, settings: settings, tags: tags, publish: publish,
                versionDescription: description))
        var answer: JSONObject = [
            "stateMachineArn": .string(scope.text(.stateMachine(name))),
            "creationDate": .epochSeconds(machine.createdAt),
        ]
        answer["stateMachineVersionArn"] = version.map {
            .string(scope.text(.version(machine: name, number: $0.number)))
        }
        return .object(answer)
    }

    private func update(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn")
        let definition = try members.string("definition", length: 1...1_048_576)
        let role = try members.string("roleArn", length: 1...256)
        let logging = try SettingsReader.logging(members)
        let tracing = try SettingsReader.tracing(members)
        let publish = try members.boolean("publish") ?? false
        let description = try members.string("versionDescription", length: 0...256)
        try members.check()
        guard let name = try scope.stateMachine(arn), let machine = try store.stateMachine(name) else {
            throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
        }
        guard
            definition != nil || role != nil || logging != nil || tracing != nil || publish
                || members["encryptionConfiguration"] != nil
        else {
            throw OrchestratorError.missingParameter(
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"
            )
        }
        guard description == nil || publish else {
            throw OrchestratorError.validation("Version description can only be set when publish is true")
        }
        if let role { try SettingsReader.check(roleARN: role) }
        if let definition { try gate.check(definition, type: machine.type) }
        var random = SystemRandomNumberGenerator()
        let (revision, version) = try await store.update(
            StateMachineChange(
                name: name, revisionID: UUIDText.make(using: &random), definition: definition, roleARN: role,
                logging: logging, tracing: tracing, encryption: members["encryptionConfiguration"], publish: publish,
                versionDescription: description, isAlwaysRevision: false))
        var answer: JSONObject = ["updateDate": .epochSeconds(store.clock.now())]
        answer["revisionId"] = revision.id.map(JSONValue.string)
        answer["stateMachineVersionArn"] = version.map {
            .string(scope.text(.version(machine: name, number: $0.number)))
        }
        return .object(answer)
    }

    private func describe(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn")
        let included = try members.choice("includedData", IncludedData.self) ?? .all
        try members.check()
        let description = MachineDescription(scope: scope, included: included)
        switch try scope.resource(of: arn) {
        case .stateMachine(let name)?:
            guard let machine = try store.stateMachine(name) else { break }
            return description.json(machine)
        case .version(let name, let number)?:
            guard let machine = try store.stateMachine(name),
                let version = try store.version(number, of: machine.number),
                let revision = try store.revision(version.revision)
            else { break }
            return description.json(machine, version, revision)
        case .alias(let name, let alias)?:
            let target = try store.startTarget(scope.text(.alias(machine: name, name: alias)), draw: 0)
            guard let machine = try store.stateMachine(name), let number = target.version,
                let version = try store.version(number, of: machine.number),
                let revision = try store.revision(version.revision)
            else { break }
            return description.json(machine, version, revision)
        case .execution?, .express?, .mapRun?, .activity?:
            throw OrchestratorError.invalidARN(
                "Resource type not valid in this context: \(arn.split(separator: ":")[5])")
        case nil: break
        }
        throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
    }

    private func describeForExecution(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn")
        let included = try members.choice("includedData", IncludedData.self) ?? .all
        try members.check()
        guard let (machineName, label, name) = try scope.execution(arn),
            let record = try store.execution(name, label: label, ofMachine: machineName),
            let revision = try store.revision(record.revision)
        else { throw OrchestratorError.executionDoesNotExist(arn: arn) }
        let mapRun = try record.item.flatMap { try store.mapRun($0.mapRun) }
        return MachineDescription(scope: scope, included: included).json(record, revision, mapRun)
    }

    private func delete(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("stateMachineArn")
        switch try scope.resource(of: arn) {
        case .stateMachine(let name)?:
            try await store.beginDeleting(name)
            // What is little is gone at once, so that the name is free again.
            _ = try await store.sweepDeleted(limit: 500)
        case .version(let name, let number)?: try await store.deleteVersion(number, of: name)
        case .alias?, .execution?, .express?, .mapRun?, .activity?:
            throw OrchestratorError.invalidARN(
                "Resource type not valid in this context: \(arn.split(separator: ":")[5])")
        case nil: break
        }
        return [:]
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let page = try pages.page(&members, of: String.self, scope: "ListStateMachines")
        let machines = try await store.stateMachines(after: page.position ?? "", limit: page.limit + 1)
        return try pages.answer("stateMachines", machines, page, scope: "ListStateMachines", position: \.name) {
            machine in
            [
                "stateMachineArn": .string(scope.text(.stateMachine(machine.name))), "name": .string(machine.name),
                "type": .string(machine.type.rawValue), "creationDate": .epochSeconds(machine.createdAt),
            ]
        }
    }
}
