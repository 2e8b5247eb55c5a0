package import MeshCore

/// A rule of a Choice state in JSONPath mode: a comparison of a variable, or such rules joined by `And`, `Or` and `Not`.
package struct ChoiceRule: Hashable, Sendable {
    let condition: ChoiceCondition

    /// Reads a rule from an element of `Choices`; `Next`, `Assign`, `Output` and `Comment` are no part of it.
    ///
    /// - Throws: ``PathSyntaxError`` when it is no rule.
    package init(_ rule: JSONValue) throws(PathSyntaxError) {
        condition = try ChoiceCondition(rule)
    }

    /// Whether the rule holds.
    ///
    /// - Throws: ``TemplateFailure`` when a path of it names nothing.
    package func matches(_ scope: PathScope) throws(TemplateFailure) -> Bool {
        try condition.holds(in: scope)
    }
}
