import MeshCore

/// The comparison of one variable.
struct ChoiceTest: Hashable, Sendable {
    enum Operand: Hashable, Sendable {
        case value(JSONValue)
        case path(StatePath)
    }

    let variable: StatePath
    let operation: ChoiceOperator
    let operand: Operand

    /// Reads `Variable` and the operator from the members of a rule.
    init(_ members: JSONObject) throws(PathSyntaxError) {
        guard case .string(let text)? = members["Variable"] else {
            throw PathSyntaxError("the rule has no path to a variable", field: "Variable")
        }
        do {
            variable = try StatePath(text)
        } catch {
            throw PathSyntaxError(error.message, field: "Variable")
        }
        let operators = members.compactMap { name, value in
            ChoiceOperator.named(name).map { (name: name, meaning: $0, value: value) }
        }
        guard let found = operators.first, operators.count == 1 else {
            throw PathSyntaxError("the rule has \(operators.isEmpty ? "no operator" : "several operators")")
        }
        operation = found.meaning.operation
        operand = try Self.operand(found.value, of: found.name, takesPath: found.meaning.takesPath)
    }

    private static func operand(
        _ value: JSONValue, of field: String, takesPath: Bool
    ) throws(PathSyntaxError) -> Operand {
        guard takesPath else { return .value(value) }
        guard case .string(let text) = value else { throw PathSyntaxError("the value is not a path", field: field) }
        do {
            return .path(try StatePath(text))
        } catch {
            throw PathSyntaxError(error.message, field: field)
        }
    }

    /// Whether the variable is as wanted; values of other kinds than the operator's are not.
    ///
    /// - Throws: ``TemplateFailure`` when a path leads nowhere, unless `IsPresent` asks for just that.
    func holds(in scope: PathScope) throws(TemplateFailure) -> Bool {
        if case .nature(.present) = operation {
            // What is asked is whether the path leads somewhere: a failure is the answer no.
            let isPresent = (try? variable.read(in: scope)) != nil
            return operand == .value(.bool(isPresent))
        }
        let value = try Self.read(variable, in: scope)
        switch operation {
        case .nature(let nature): return operand == .value(.bool(Self.is(value, nature)))
        case .matches: return matches(value)
        case .comparison(let kind, let relation):
            let comparison = ChoiceComparison(left: value, right: try wanted(in: scope))
            return comparison.holds(kind, relation)
        }
    }

    private static func read(_ path: StatePath, in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        do {
            return try path.read(in: scope)
        } catch {
            throw .invalidCondition(path.text)
        }
    }

    private func wanted(in scope: PathScope) throws(TemplateFailure) -> JSONValue {
        switch operand {
        case .value(let value): value
        case .path(let path): try Self.read(path, in: scope)
        }
    }

    private func matches(_ value: JSONValue) -> Bool {
        guard case .string(let text) = value, case .value(.string(let pattern)) = operand else { return false }
        return WildcardPattern(pattern).matches(text)
    }

    private static func `is`(_ value: JSONValue, _ nature: ChoiceOperator.Nature) -> Bool {
        switch nature {
        case .present: true
        case .null: value == .null
        case .numeric: value.doubleValue != nil
        case .string: value.stringValue != nil
        case .boolean: value.boolValue != nil
        case .timestamp: value.stringValue.flatMap(OffsetDateTime.init) != nil
        }
    }
}
