/// What `%` stands for: the value that was the context so many steps before.
final class AncestorSlot {
    /// The name under which tuples carry that value; no variable can have such a name.
    var label: String
    /// How many steps it still has to be looked for backwards.
    var level = 1

    init(label: String) {
        self.label = label
    }
}
