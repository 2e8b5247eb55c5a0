import JSONata
import MeshCore

extension JSONataTemplate {
    /// What a field's value must be.
    enum Expectation: String {
        case array
        case boolean
        case number
        case object
        case string
    }

    /// Fills in the template.
    ///
    /// - Parameter field: Its name and where it stands in the state, such as `Choices[0]/Condition`; failures add the way to
    ///   the expression.
    func value(in scope: StateScope, field: String) throws(StateTrouble) -> JSONValue {
        if case .constant(let value) = root { return value }
        let evaluation = Evaluation(bindings: scope.bindings, environment: scope.environment)
        return try evaluation.value(of: root, field: field)
    }

    /// Fills in a template that must give a certain kind of value.
    func value(
        in scope: StateScope, field: String, expecting expected: Expectation
    ) throws(StateTrouble) -> JSONValue {
        let value = try value(in: scope, field: field)
        let actual = Self.kind(of: value)
        guard actual != expected.rawValue, case .expression(let expression) = root else { return value }
        throw .evaluation(
            "The JSONata expression '\(expression.source)' specified for the field '\(field)' returned an unexpected result "
                + "type. Expected '\(expected.rawValue)', but was '\(actual)' for value: \(StatesText.json(value))",
            field: field)
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .int, .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSONataTemplate {
    /// The filling in of one template.
    private struct Evaluation {
        let bindings: [String: JSONValue]
        let environment: JSONataEnvironment

        func value(of node: Node, field: String) throws(StateTrouble) -> JSONValue {
            switch node {
            case .constant(let value): return value
            case .expression(let expression): return try value(of: expression, field: field)
            case .array(let nodes):
                var elements: [JSONValue] = []
                for (position, node) in nodes.enumerated() {
                    elements.append(try value(of: node, field: "\(field)[\(position)]"))
                }
                return .array(elements)
            case .object(let members):
                var object = JSONObject()
                for (name, node) in members { object[name] = try value(of: node, field: "\(field)/\(name)") }
                return .object(object)
            }
        }

        private func value(of expression: JSONataExpression, field: String) throws(StateTrouble) -> JSONValue {
            let start = "The JSONata expression '\(expression.source)' specified for the field '\(field)'"
            let result: JSONValue?
            do {
                result = try expression.evaluate(.null, bindings: bindings, environment: environment)
            } catch {
                // What went beyond its bounds has no code of the language.
                let words = error.code.hasPrefix("U") ? ": \(error.message)" : ". \(error.code): \(error.message)"
                throw .evaluation("\(start) threw an error during evaluation\(words)", field: field)
            }
            guard let result else {
                throw .evaluation("\(start) returned nothing (undefined).", field: field)
            }
            return result
        }
    }
}
