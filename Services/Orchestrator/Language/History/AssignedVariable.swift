/// A variable that a state assigned, as its exit event shows it.
package struct AssignedVariable: Hashable, Sendable {
    package let name: String
    /// The value as JSON.
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
