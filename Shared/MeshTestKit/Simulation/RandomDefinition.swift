package import MeshCore

/// Definitions that belong to a seed: all types of states, nested, in both languages, with retriers and catchers.
package struct RandomDefinition {
    private static let function: JSONValue = "arn:aws:lambda:us-east-1:000000000000:function:f"

    private var randomness: SplitMix64
    private var names = 0
    private let nested: String?

    /// - Parameter nested: The state machine that tasks start which start one; without it they name none, and fail.
    package init(seed: UInt64, nested: String? = nil) {
        randomness = SplitMix64(seed: seed)
        self.nested = nested
    }

    package mutating func machine() -> JSONValue {
        guard case .object(var machine) = group(depth: 0) else { return .null }
        if chance(5) { machine["TimeoutSeconds"] = .int(Int64(1 + below(200))) }
        return .object(machine)
    }

    private mutating func below(_ bound: Int) -> Int { randomness.below(bound) }

    /// True once in so many times.
    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

    private mutating func group(depth: Int) -> JSONValue {
        let count = 1 + below(4)
        let names = (0..<count).map { _ in
            self.names += 1
            return "S\(self.names)"
        }
        var states = JSONObject()
        for index in names.indices { states[names[index]] = state(names, at: index, depth: depth) }
        return ["StartAt": .string(names[0]), "States": .object(states)]
    }

    /// A state goes on to a later one mostly, so that most definitions end; now and then it goes back.
    private mutating func target(_ names: [String], after index: Int) -> String? {
        if chance(12) { return names[below(names.count)] }
        let later = names.count - index - 1
        return later == 0 ? nil : names[index + 1 + below(later)]
    }

    private mutating func state(_ names: [String], at index: Int, depth: Int) -> JSONValue {
        let isJSONata = chance(3)
        var state: JSONObject = ["QueryLanguage": isJSONata ? "JSONata" : "JSONPath"]
        let next = target(names, after: index)
        switch below(depth < 2 ? 10 : 7) {
        case 0, 1: pass(&state, isJSONata)
        case 2, 3: task(&state, isJSONata)
        case 4:
            state["Type"] = "Wait"
            state["Seconds"] = .int(Int64(below(30)))
        case 5 where next != nil: return choice(state, names, next ?? "", isJSONata)
        case 6 where chance(3):
            state["Type"] = "Fail"
            state["Error"] = .string(error())
            return .object(state)
        case 5 where next == nil, 6 where next == nil:
            state["Type"] = "Succeed"
            return .object(state)
        case 7:
            state["Type"] = "Parallel"
            state["Branches"] = .array((0...below(3)).map { _ in group(depth: depth + 1) })
        case 8, 9: map(&state, isJSONata, depth)
        default: pass(&state, isJSONata)
        }
        handlers(&state, names, index, isJSONata)
        if let next { state["Next"] = .string(next) } else { state["End"] = true }
        return .object(state)
    }

    private mutating func error() -> String {
        ["Broken", "Odd", "States.Timeout", "States.Runtime"][below(4)]
    }

    private mutating func pass(_ state: inout JSONObject, _ isJSONata: Bool) {
        state["Type"] = "Pass"
        switch (isJSONata, below(4)) {
        case (true, 0): state["Output"] = ["n": "{% $random() %}", "at": "{% $states.context.State.Name %}"]
        case (true, 1): state["Assign"] = ["v": "{% $exists($v) ? $v + 1 : 1 %}"]
        case (true, 2): state["Output"] = "{% $states.input.none %}"
        case (false, 0): state["Parameters"] = ["id.$": "States.UUID()", "all.$": "$"]
        case (false, 1): state["Assign"] = ["v.$": "$$.State.EnteredTime"]
        case (false, 2): state["ResultPath"] = "$.kept"
        default: break
        }
    }

    private mutating func task(_ state: inout JSONObject, _ isJSONata: Bool) {
        state["Type"] = "Task"
        state["Resource"] =
            [
                Self.function, "arn:aws:states:us-east-1:000000000000:activity:a",
                "arn:aws:states:::lambda:invoke", "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "arn:aws:states:::states:startExecution.sync:2",
            ][below(5)]
        if chance(2) { state["TimeoutSeconds"] = .int(Int64(5 + below(50))) }
        if chance(3) { state["HeartbeatSeconds"] = .int(Int64(1 + below(4))) }
        if let nested, state["Resource"]?.stringValue?.hasSuffix(".sync:2") == true {
            state[isJSONata ? "Arguments" : "Parameters"] = ["StateMachineArn": .string(nested), "Input": ["n": 1]]
        } else if isJSONata, chance(3) {
            state["Arguments"] = ["in": "{% $states.input %}"]
        }
    }

    private mutating func choice(
        _ state: JSONObject, _ names: [String], _ next: String, _ isJSONata: Bool
    ) -> JSONValue {
        var state = state
        state["Type"] = "Choice"
        let test: JSONObject =
            isJSONata ? ["Condition": "{% $random() < 0.5 %}"] : ["Variable": "$.kept", "IsPresent": true]
        var rule = test
        rule["Next"] = .string(next)
        state["Choices"] = [.object(rule)]
        if !chance(6) { state["Default"] = .string(next) }
        return .object(state)
    }

    private mutating func map(_ state: inout JSONObject, _ isJSONata: Bool, _ depth: Int) {
        state["Type"] = "Map"
        guard case .object(var processor) = group(depth: depth + 1) else { return }
        if chance(3) {
            let type: JSONValue = nested != nil && chance(3) ? "EXPRESS" : "STANDARD"
            if type == "EXPRESS" { processor = Self.brief(processor) }
            processor["ProcessorConfig"] = ["Mode": "DISTRIBUTED", "ExecutionType": type]
        }
        state["ItemProcessor"] = .object(processor)
        state["MaxConcurrency"] = .int(Int64(below(4)))
        if chance(3) { state["ToleratedFailureCount"] = .int(Int64(below(3))) }
        if isJSONata {
            state["Items"] = .array((0..<below(5)).map { .int(Int64($0)) })
        } else {
            state["ItemsPath"] = "$.items"
            if chance(2) { state["ItemSelector"] = ["items.$": "$.items", "i.$": "$$.Map.Item.Index"] }
        }
    }

    /// What may run as an express execution: in place of activities, callbacks, jobs and distributed maps, none of which it may
    /// have, stand tasks and maps that it may. Nothing is drawn for it, so that all else of a seed stays as it is.
    private static func brief(_ members: JSONObject) -> JSONObject {
        var members = members
        if let resource = members["Resource"]?.stringValue,
            [":activity:", ".waitForTaskToken", ".sync"].contains(where: resource.contains)
        {
            members["Resource"] = function
        }
        members["ProcessorConfig"] = nil
        for (name, value) in members { members[name] = brief(value) }
        return members
    }

    private static func brief(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(brief(members))
        case .array(let elements): .array(elements.map { brief($0) })
        case .null, .bool, .int, .double, .string: value
        }
    }

    private mutating func handlers(_ state: inout JSONObject, _ names: [String], _ index: Int, _ isJSONata: Bool) {
        guard ["Task", "Parallel", "Map"].contains(state["Type"]?.stringValue) else { return }
        if chance(2) {
            state["Retry"] = [
                [
                    "ErrorEquals": [chance(2) ? "States.ALL" : .string(error())], "MaxAttempts": .int(Int64(below(3))),
                    "IntervalSeconds": .int(Int64(1 + below(5))), "JitterStrategy": chance(2) ? "FULL" : "NONE",
                ]
            ]
        }
        guard chance(2), let target = target(names, after: index) else { return }
        var catcher: JSONObject = ["ErrorEquals": ["States.ALL"], "Next": .string(target)]
        if !isJSONata, chance(2) { catcher["ResultPath"] = "$.kept" }
        state["Catch"] = [.object(catcher)]
    }
}
