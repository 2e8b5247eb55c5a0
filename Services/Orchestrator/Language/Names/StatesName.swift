/// The name of a state machine, an execution or an activity.
package struct StatesName: Hashable, Sendable {
    package let text: String

    /// The most characters of a name, counted as AWS counts them: in units of UTF-16.
    package static let longest = 80

    /// Takes a name.
    ///
    /// - Throws: ``NameError`` when it is empty, too long, or has white space, control characters or one
    ///   of the marks that stand for something in ARNs, paths and patterns.
    package init(_ text: String) throws(NameError) {
        guard (1...Self.longest).contains(text.utf16.count), !text.unicodeScalars.contains(where: Self.isForbidden)
        else {
            throw NameError(name: text)
        }
        self.text = text
    }

    private static let forbidden = Set("<>{}[]?*\"#%\\^|~`$&,;:/".unicodeScalars)

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.isWhitespace || forbidden.contains(scalar)
    }
}

extension StatesName: CustomStringConvertible {
    package var description: String { text }
}
