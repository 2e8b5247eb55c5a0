/// The name of a state machine's alias: it stands where a version's number could, and so is no number.
package struct AliasName: Hashable, Sendable {
    package let text: String

    /// Takes a name; nil when it is none.
    package init?(_ text: String) {
        guard (1...StatesName.longest).contains(text.utf16.count), TextRule.alias.accepts(text) else { return nil }
        self.text = text
    }
}
