import MeshCore

/// What the types of states do over their input.
extension StateEvaluation {
    mutating func pass(result: JSONValue?) throws(StateTrouble) -> StateExit {
        switch state.flow {
        case .jsonata: return try exit(assigning: state.assign, output: outputTemplate)
        case .paths:
            guard let result else { return try exit(with: arguments()) }
            let carried = CarriedValue(result)
            note("result", carried)
            return try exit(with: carried)
        }
    }

    /// The way out of a Choice state; nil when no condition holds and there is no default.
    mutating func choose(_ fields: ChoiceFields) throws(StateTrouble) -> (next: String, exit: StateExit)? {
        let effective = try effectiveInput()
        for (number, way) in fields.choices.enumerated() {
            let field = "Choices[\(number)]/"
            guard try holds(way.condition, over: effective.value, at: field) else { continue }
            return (way.next, try exit(assigning: way.assign, output: way.output, at: field))
        }
        guard let next = fields.defaultNext else { return nil }
        return (next, try exit(assigning: state.assign, output: outputTemplate))
    }

    private func holds(_ test: ChoiceCriterion, over input: JSONValue, at field: String) throws(StateTrouble) -> Bool {
        switch test {
        case .condition(let condition):
            return try condition.value(in: scope, field: field + "Condition", expecting: .boolean) == true
        case .rule(let rule):
            do {
                return try rule.matches(scope.paths(input))
            } catch {
                throw StateTrouble(error)
            }
        }
    }

    /// With what a Fail state fails.
    mutating func failure(_ fields: FailFields) throws(StateTrouble) -> StateFailure {
        let effective = try effectiveInput()
        return StateFailure(
            error: try fields.error.map { field throws(StateTrouble) in try text(field, "Error", over: effective.value)
            },
            cause: try fields.cause.map { field throws(StateTrouble) in try text(field, "Cause", over: effective.value)
            })
    }

    /// Until when a Wait state waits.
    mutating func waitsUntil(_ fields: WaitFields, entered: Timestamp) throws(StateTrouble) -> Timestamp {
        let effective = try effectiveInput()
        switch fields {
        case .seconds(let field):
            return entered + .seconds(try seconds(field, "Seconds", over: effective.value))
        case .timestamp(let field):
            let text = try text(field, "Timestamp", over: effective.value)
            guard let moment = OffsetDateTime(text) else { throw noTimestamp(text, field) }
            return moment.timestamp
        case .timestampPath(let path):
            do {
                return try path.timestamp(of: "TimestampPath", in: scope.paths(effective.value))
            } catch {
                throw StateTrouble(error)
            }
        }
    }

    private func noTimestamp(_ text: String, _ field: TextField) -> StateTrouble {
        let words =
            "The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: \(text)"
        return switch field {
        case .fixed, .path: .runtime(words)
        case .jsonata: .evaluation(words, field: "Timestamp")
        }
    }

    /// The value of a field that is a text.
    private func text(_ field: TextField, _ name: String, over input: JSONValue) throws(StateTrouble) -> String {
        switch field {
        case .fixed(let text): return text
        case .jsonata(let template):
            return try template.value(in: scope, field: name, expecting: .string).stringValue ?? ""
        case .path(let path):
            do {
                let value = try path.value(of: name + "Path", in: scope.paths(input))
                return value.stringValue ?? value.description
            } catch {
                throw StateTrouble(error)
            }
        }
    }
}
