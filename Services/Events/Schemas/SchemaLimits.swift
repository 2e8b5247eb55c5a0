/// Bounds of what a validation may take, so that neither a schema nor a value occupies a processor.
package struct SchemaLimits: Hashable, Sendable {
    /// How many schemas may be at work inside each other: 256, four for each level of a value as deep as messages may be.
    package var depth: Int
    /// How many schemas, comparisons and steps of patterns a validation may take: 4 million, below a tenth of a second.
    package var steps: Int
    /// How many violations are told: 100, more than anybody reads.
    package var violations: Int

    package init(depth: Int = 256, steps: Int = 4_000_000, violations: Int = 100) {
        self.depth = depth
        self.steps = steps
        self.violations = violations
    }
}
