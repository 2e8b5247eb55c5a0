/// One operation of a service that tasks can call by `arn:aws:states:::service:operation`.
package struct Integration: Hashable, Sendable {
    /// How a task may wait for it.
    package let patterns: Set<TaskPattern>
    /// The fields that its parameters must have.
    package let required: [String]

    package init(_ patterns: Set<TaskPattern>, required: [String] = []) {
        self.patterns = patterns
        self.required = required
    }
}
