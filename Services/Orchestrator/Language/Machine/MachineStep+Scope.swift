import MeshCore

/// What the expressions of a branch's state can see.
extension MachineStep {
    /// A visit of a branch's state, ready to be evaluated.
    ///
    /// - Parameter token: Of the task that is about to be called.
    func evaluation(of id: BranchID, token: String? = nil) -> StateEvaluation {
        let branch = state[id]
        let definition = definition(of: branch)
        let scope = scope(
            of: branch, definition, seed: definition.usesRandomness ? randomness.next() : nil, token: token)
        return StateEvaluation(
            state: definition, input: branch.input, scope: scope, payloadLimit: limits.payloadBytes)
    }

    func scope(of branch: Branch, _ definition: StateDefinition, seed: UInt64?, token: String? = nil) -> StateScope {
        StateScope(
            input: branch.input.value, context: definition.usesContext ? context(of: branch, definition, token) : .null,
            variables: variables(of: branch), seed: seed, now: now)
    }

    /// The variables of a branch and of those around it; the inner ones hide the outer.
    private func variables(of branch: Branch) -> [String: JSONValue] {
        var visible: [String: JSONValue] = [:]
        var current: Branch? = branch
        while let scope = current {
            for (name, payload) in scope.variables where visible[name] == nil { visible[name] = payload.value }
            current = scope.parent.map { state[$0] }
        }
        return visible
    }

    /// A way out of a state, unless its variables would be more than an execution may have.
    func fitting(_ exit: StateExit, _ id: BranchID) throws(StateTrouble) -> StateExit {
        guard let limit = limits.variableBytes, !exit.assigned.isEmpty else { return exit }
        let replaced = Set(exit.assigned.map(\.name))
        var bytes = exit.assigned.reduce(0) { $0 + $1.value.byteCount }
        for branch in state.branches {
            for (name, value) in branch.variables where branch.id != id || !replaced.contains(name) {
                bytes += value.byteCount
            }
        }
        guard bytes <= limit else { throw .tooMuchAssigned(by: state[id].stateName) }
        return exit
    }

    private func context(of branch: Branch, _ definition: StateDefinition, _ token: String?) -> JSONValue {
        var execution: JSONObject = [
            "Id": .string(identity.arn), "Input": state.input.value, "StartTime": .string("\(identity.startTime)"),
            "Name": .string(identity.name), "RoleArn": .string(identity.roleARN),
            "RedriveCount": .int(Int64(state.redriveCount)),
        ]
        if let moment = state.redriveTime { execution["RedriveTime"] = .string("\(moment)") }
        var visit: JSONObject = ["Name": .string(branch.stateName), "EnteredTime": .string("\(branch.enteredTime)")]
        if definition.kind.isRetriable { visit["RetryCount"] = .int(Int64(branch.retryCount)) }
        var context: JSONObject = [
            "Execution": .object(execution),
            "StateMachine": ["Id": .string(identity.stateMachineARN), "Name": .string(identity.stateMachineName)],
            "State": .object(visit),
        ]
        if let item = mapItem(of: branch) { context["Map"] = ["Item": item] }
        if let token { context["Task"] = ["Token": .string(token)] }
        return .object(context)
    }

    /// The item of the innermost Map iteration around a branch.
    private func mapItem(of branch: Branch) -> JSONValue? {
        var inner = branch
        while let parent = inner.parent {
            let outer = state[parent]
            if case .map(let map) = outer.stage {
                return ["Index": .int(Int64(inner.slot)), "Value": map.item(inner.slot)]
            }
            inner = outer
        }
        return nil
    }
}
