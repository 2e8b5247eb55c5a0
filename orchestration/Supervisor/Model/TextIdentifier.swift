/// A name that is written as a text everywhere: in paths, in logs, in the store.
package protocol TextIdentifier: Sendable, Hashable, CustomStringConvertible {
    var text: String { get }

    /// Takes one that was written before.
    init(_ text: String)
}

extension TextIdentifier {
    package var description: String { text }
}
