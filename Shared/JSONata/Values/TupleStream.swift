/// A sequence of tuples.
final class TupleStream {
    /// The names of the slots.
    let names: [String]
    let tuples: [Tuple]

    init(names: [String], tuples: [Tuple]) {
        self.names = names
        self.tuples = tuples
    }
}
