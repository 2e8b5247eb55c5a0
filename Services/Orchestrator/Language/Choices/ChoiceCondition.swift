import MeshCore

/// The condition of a Choice rule.
indirect enum ChoiceCondition: Hashable, Sendable {
    case all([ChoiceCondition])
    case any([ChoiceCondition])
    case not(ChoiceCondition)
    case test(ChoiceTest)

    /// How deep conditions may lie in each other: as JSON itself may.
    private static let maximumDepth = 64

    /// Reads a condition from the members of a rule.
    init(_ rule: JSONValue, depth: Int = 0) throws(PathSyntaxError) {
        guard case .object(let members) = rule else { throw PathSyntaxError("a choice rule is an object") }
        guard depth < Self.maximumDepth else { throw PathSyntaxError("conditions lie in each other too deeply") }
        if let parts = members["And"] {
            self = .all(try Self.parts(parts, of: "And", depth: depth))
        } else if let parts = members["Or"] {
            self = .any(try Self.parts(parts, of: "Or", depth: depth))
        } else if let part = members["Not"] {
            self = .not(try ChoiceCondition(part, depth: depth + 1))
        } else {
            self = .test(try ChoiceTest(members))
        }
    }

    private static func parts(
        _ value: JSONValue, of field: String, depth: Int
    ) throws(PathSyntaxError) -> [ChoiceCondition] {
        guard case .array(let rules) = value, !rules.isEmpty else {
            throw PathSyntaxError("the value is not a list of conditions", field: field)
        }
        var parts: [ChoiceCondition] = []
        for rule in rules { parts.append(try ChoiceCondition(rule, depth: depth + 1)) }
        return parts
    }

    /// Whether the condition holds; parts are asked in their order, and none after the answer is known.
    func holds(in scope: PathScope) throws(TemplateFailure) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where try !part.holds(in: scope) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.holds(in: scope) { return true }
            return false
        case .not(let part):
            return try !part.holds(in: scope)
        case .test(let test):
            return try test.holds(in: scope)
        }
    }
}
