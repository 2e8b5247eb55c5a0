import MeshCore
import MeshRuntime

/// Executions: starting, stopping, redriving, describing and listing them.
struct ExecutionOperations: OperationGroup {
    let engine: WorkflowEngine
    let pages: PageTokens

    private var store: OrchestratorStore { engine.store }
    private var scope: ARNScope { engine.store.scope }

    var handlers: [String: StepFunctionsHandlers.Handler] {
        [
            "StartExecution": start, "StartSyncExecution": startSync, "StopExecution": stop,
            "RedriveExecution": redrive, "DescribeExecution": describe, "ListExecutions": list,
        ]
    }

    private func start(_ members: AWSMembers) async throws -> JSONValue {
        let record = try await engine.start(try request(members).request)
        return [
            "executionArn": .string(scope.text(record.resource)), "startDate": .epochSeconds(record.startedAt),
        ]
    }

    /// What is to be started, checked.
    private func request(_ members: AWSMembers) throws -> (request: StartRequest, included: IncludedData) {
        var members = members
        let arn = try members.requiredString("stateMachineArn", length: 1...256)
        let name = try members.string("name")
        let input = try members.string("input", length: 0...262_144)
        let traceHeader = try members.string("traceHeader", length: 0...256)
        let included = try members.choice("includedData", IncludedData.self) ?? .all
        try members.check()
        if let name { try NameRule.check(name) }
        let target = try store.startTarget(arn, draw: Int64.random(in: 0..<100))
        let text = input.flatMap { $0.isEmpty ? nil : $0 } ?? "{}"
        do {
            _ = try JSONValue(parsing: text)
        } catch {
            throw OrchestratorError.invalidExecutionInput("Invalid State Machine Execution Input: '\(error)'")
        }
        return (StartRequest(target: target, name: name, input: text, traceHeader: traceHeader), included)
    }

    private func startSync(_ members: AWSMembers) async throws -> JSONValue {
        let (request, included) = try request(members)
        guard request.target.type == .express else {
            throw OrchestratorError.typeNotSupported(
                "This operation is not supported by this type of state machine")
        }
        let (record, ending) = try await engine.run(request)
        return ExecutionDescription(scope: scope, included: included).sync(record, ending)
    }

    private func stop(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn", length: 256)
        let error = try members.string("error", length: 0...256)
        let cause = try members.string("cause", length: 0...32_768)
        try members.check()
        let stoppedAt = try await engine.stop(try found(arn), error: error, cause: cause)
        return ["stopDate": .epochSeconds(stoppedAt)]
    }

    private func redrive(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn", length: 256)
        let token = try members.string("clientToken", length: 1...64)
        try members.check()
        let record = try found(arn)
        if let token, let moment = try store.redriveDate(of: record.number, token: token) {
            return ["redriveDate": .epochSeconds(moment)]
        }
        let redrivability = Redrivability(record, at: store.clock.now())
        if let reason = redrivability.reason { throw OrchestratorError.executionNotRedrivable(reason) }
        return ["redriveDate": .epochSeconds(try await engine.redrive(record, token: token))]
    }

    private func found(_ arn: String) throws -> ExecutionRecord {
        guard let (machine, label, name) = try scope.execution(arn),
            let record = try store.execution(name, label: label, ofMachine: machine)
        else { throw OrchestratorError.executionDoesNotExist(arn: arn) }
        return record
    }

    private func describe(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let arn = try members.arn("executionArn", length: 256)
        let included = try members.choice("includedData", IncludedData.self) ?? .all
        try members.check()
        var record = try found(arn)
        if let patience = members.patience, record.status.isOpen {
            try await engine.waitForEnd(of: record.number, atMost: patience)
            record = try found(arn)
        }
        let mapRun = try record.item.flatMap { try store.mapRun($0.mapRun) }
        return ExecutionDescription(scope: scope, included: included).json(record, mapRun, at: store.clock.now())
    }

    private func list(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let machineARN = try members.string("stateMachineArn", length: 1...256)
        let mapRunARN = try members.string("mapRunArn", length: 1...2000)
        let status = try members.choice("statusFilter", StatusFilter.self)
        let redrive = try members.choice("redriveFilter", ExecutionFilter.Redrive.self)
        let scopeName =
            "ListExecutions \(machineARN ?? "") \(mapRunARN ?? "") \(status?.rawValue ?? "") \(redrive?.rawValue ?? "")"
        let page = try pages.page(&members, of: Int64.self, scope: scopeName)
        var filter = ExecutionFilter(subject: try subject(machineARN, mapRunARN))
        filter.status = status?.status
        filter.redrive = redrive
        let found = try await store.executions(filter, before: page.position ?? .max, limit: page.limit + 1)
        let description = ExecutionDescription(scope: scope, included: .metadata)
        return try pages.answer("executions", found, page, scope: scopeName, position: \.number) {
            description.entry($0, mapRunARN: mapRunARN)
        }
    }

    private func subject(_ machineARN: String?, _ mapRunARN: String?) throws -> ExecutionFilter.Subject {
        switch (machineARN, mapRunARN) {
        case (nil, let arn?):
            guard let (machine, label, id) = try scope.mapRun(arn),
                let mapRun = try store.mapRun(id, label: label, ofMachine: machine)
            else { throw OrchestratorError.resourceNotFound(arn: arn) }
            return .mapRun(mapRun.number)
        case (let arn?, nil):
            return try subject(machineARN: arn)
        case (_, _):
            throw OrchestratorError.validation("Must provide a state machine ARN or a map run ARN, but not both")
        }
    }

    private func subject(machineARN arn: String) throws -> ExecutionFilter.Subject {
        let resource = try scope.resource(of: arn)
        switch resource {
        case .stateMachine(let name)?, .version(let name, _)?, .alias(let name, _)?:
            guard let machine = try store.stateMachine(name), !machine.isDeleting else { break }
            guard machine.type == .standard else {
                throw OrchestratorError.typeNotSupported(
                    "This operation is not supported by this type of state machine")
            }
            if case .version(_, let number)? = resource { return .version(machine: machine.number, number) }
            if case .alias(_, let alias)? = resource { return .alias(machine: machine.number, alias) }
            return .machine(machine.number)
        case .execution?, .express?, .mapRun?, .activity?:
            throw OrchestratorError.invalidARN("Resource type not valid in this context: \(resource?.kind ?? "")")
        case nil: break
        }
        throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
    }
}
