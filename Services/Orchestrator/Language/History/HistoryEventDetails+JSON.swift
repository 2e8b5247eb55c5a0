package import MeshCore

extension HistoryEventDetails {
    /// The details as they stand on the wire; nil when an event of this kind has none.
    package var json: JSONObject? {
        var members = Members()
        switch self {
        case .none: return nil
        case .executionStarted(let input, let roleARN, let versionARN, let aliasARN):
            members.add(input, as: "input")
            members.add(roleARN, as: "roleArn")
            members.add(aliasARN, as: "stateMachineAliasArn")
            members.add(versionARN, as: "stateMachineVersionArn")
        case .output(let output): members.add(output, as: "output")
        case .failure(let error, let cause):
            members.add(error, as: "error")
            members.add(cause, as: "cause")
        case .executionRedriven(let count): members.add(count, as: "redriveCount")
        case .stateEntered(let name, let input):
            members.add(name, as: "name")
            members.add(input, as: "input")
        case .stateExited(let name, let output, let assigned):
            members.add(name, as: "name")
            members.add(output, as: "output")
            members.add(assigned)
        case .mapStateStarted(let length): members.add(length, as: "length")
        case .mapIteration(let name, let index):
            members.add(name, as: "name")
            members.add(index, as: "index")
        case .mapRunStarted(let arn): members.add(arn, as: "mapRunArn")
        case .mapRunRedriven(let arn, let count):
            members.add(arn, as: "mapRunArn")
            members.add(count, as: "redriveCount")
        case .evaluationFailed(let error, let cause, let location, let state):
            members.add(error, as: "error")
            members.add(cause, as: "cause")
            members.add(location, as: "location")
            members.add(state, as: "state")
        case .functionScheduled, .activityScheduled, .activityStarted, .taskScheduled, .taskStarted, .taskOutput,
            .taskFailure:
            addTask(to: &members)
        }
        return members.object
    }

    /// The details of the events of tasks.
    private func addTask(to members: inout Members) {
        switch self {
        case .functionScheduled(let resource, let input, let timeout, let credentials):
            members.add(resource, as: "resource")
            members.add(input, as: "input")
            members.add(timeout, as: "timeoutInSeconds")
            members.add(credentials: credentials)
        case .activityScheduled(let resource, let input, let timeout, let heartbeat):
            members.add(resource, as: "resource")
            members.add(input, as: "input")
            members.add(timeout, as: "timeoutInSeconds")
            members.add(heartbeat, as: "heartbeatInSeconds")
        case .activityStarted(let worker): members.add(worker, as: "workerName")
        case .taskScheduled(
            let type, let resource, let region, let parameters, let timeout, let heartbeat, let credentials):
            members.add(type, as: "resourceType")
            members.add(resource, as: "resource")
            members.add(region, as: "region")
            members.add(parameters.text, as: "parameters")
            members.add(timeout, as: "timeoutInSeconds")
            members.add(heartbeat, as: "heartbeatInSeconds")
            members.add(credentials: credentials)
        case .taskStarted(let type, let resource):
            members.add(type, as: "resourceType")
            members.add(resource, as: "resource")
        case .taskOutput(let type, let resource, let output):
            members.add(type, as: "resourceType")
            members.add(resource, as: "resource")
            members.add(output, as: "output")
        case .taskFailure(let type, let resource, let error, let cause):
            members.add(type, as: "resourceType")
            members.add(resource, as: "resource")
            members.add(error, as: "error")
            members.add(cause, as: "cause")
        case .none, .executionStarted, .output, .failure, .executionRedriven, .stateEntered, .stateExited,
            .mapStateStarted, .mapIteration, .mapRunStarted, .mapRunRedriven, .evaluationFailed:
            preconditionFailure("the other events are written in `json`")
        }
    }
}

extension HistoryEventDetails {
    /// The members as they are gathered.
    private struct Members {
        var object = JSONObject()

        mutating func add(_ text: String?, as name: String) {
            if let text { object[name] = .string(text) }
        }

        mutating func add(_ number: Int, as name: String) {
            object[name] = .int(Int64(number))
        }

        mutating func add(_ number: Int64?, as name: String) {
            if let number { object[name] = .int(number) }
        }

        /// A payload is a JSON text in JSON, and its details say that none of it was left out.
        mutating func add(_ payload: Payload, as name: String) {
            object[name] = .string(payload.text)
            object["\(name)Details"] = ["truncated": false]
        }

        mutating func add(_ assigned: [AssignedVariable]) {
            guard !assigned.isEmpty else { return }
            object["assignedVariables"] = .object(JSONObject(assigned.map { ($0.name, .string($0.text)) }))
            object["assignedVariablesDetails"] = ["truncated": false]
        }

        mutating func add(credentials: JSONValue?) {
            if let role = credentials?["RoleArn"] { object["taskCredentials"] = ["roleArn": role] }
        }
    }
}
